# The assembler's and disassembler's sweeps, differential test and errors with one build of kit. usage: run.sh BUILD_DIRECTORY
here=$(dirname "$0")
as=$1/bin/as
failed=0
for t in "sweep.mjs $as" "sweep_disasm.mjs" "differential.mjs --every 25 $as" "errors.mjs $as"; do
    # Each holds a file name and its arguments, none of which has blanks.
    node $here/$t || { echo "failed: $t"; failed=1; }
done
exit $failed
