# Compiles every IR text here in every model and at every level, links it, runs it: main gives 0. usage: run.sh BUILD_DIRECTORY
# A text that says "; may be refused: MESSAGE" in its first line may be refused with that message, which is counted and shown.
kit=$1/kit
here=$(dirname "$0")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0 ran=0 refused=0

complain() { echo "$1"; head -n 3 "$scratch/log"; failed=1; }

for source in "$here"/*.ir; do
    reason=$(sed -n '1s/^; may be refused: //p' "$source")
    if [ -n "$reason" ] && ! "$kit" ir -c -o "$scratch/object.o" "$source" 2>"$scratch/log" && grep -q "$reason" "$scratch/log"; then
        echo "refused: $source: $reason"
        refused=$((refused + 1))
        continue
    fi
    for flags in "-O0 -no-pie -fno-pie" "-O0" "-O1" "-O0 -fPIC" "-O0 -static -fno-pie" "-O1 -static-pie -fPIE" "-O0 -ffunction-sections -fdata-sections -Wl,--gc-sections"; do
        ran=$((ran + 1))
        "$kit" ir $flags -o "$scratch/program" "$source" 2>"$scratch/log" || { complain "$source $flags: does not compile"; continue; }
        timeout 20 "$scratch/program" || complain "$source $flags: main gives $?"
    done
    # The assembly text means the same, and printing the IR loses nothing.
    if "$kit" ir -S -o "$scratch/program.s" "$source" 2>"$scratch/log" && "$kit" cc -o "$scratch/program" "$scratch/program.s" 2>"$scratch/log"; then
        timeout 20 "$scratch/program" || complain "$source -S: main gives $?"
    else
        complain "$source: -S or its assembly fails"
    fi
    "$kit" ir -emit-ir -o "$scratch/1.ir" "$source" && "$kit" ir -emit-ir -o "$scratch/2.ir" "$scratch/1.ir" && cmp "$scratch/1.ir" "$scratch/2.ir" || complain "$source: -emit-ir is no fixed point"
done
[ $ran -gt 0 ] || complain "nothing was run"
echo "$ran runs, $refused texts refused"
exit $failed
