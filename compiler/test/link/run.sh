# Links programs of every kind with kit's ld and with the host's, runs both, and compares what they print. usage: run.sh BUILD_DIRECTORY
# The inputs are made by the host's gcc, so that only the linker is on trial; without gcc nothing can be said, and that is said.
ld=$1/bin/ld nm=$1/bin/nm ar=$1/bin/ar
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
command -v gcc >/dev/null || { echo "skipped: no gcc to make inputs"; exit 0; }
gcc --version | head -n 1 | grep -qi 'gcc\|free software\|debian' || { echo "skipped: gcc is not GNU's"; exit 0; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir "$scratch/tools" && ln -s "$ld" "$scratch/tools/ld" || exit 1
cd "$scratch" || exit 1
failed=0 ran=0 skipped=0
kitcc="gcc -B$scratch/tools/ -Wl,-z,noexecstack"
hostcc="gcc -Wl,-z,noexecstack"

fail() { echo "FAILED: $1"; [ -s log ] && head -n 5 log; failed=1; }
ok() { ran=$((ran + 1)); }
# readelf and the structure of the file: no warning, segments in order
sane() {
    readelf -aW "$1" >/dev/null 2>readelf.log || true
    [ -s readelf.log ] && { head -n 3 readelf.log; fail "$2: readelf complains"; }
    return 0
}
# both NAME WORDS...: links with both linkers, runs both, compares output and exit code
both() {
    name=$1; shift
    ok
    rm -f kit.exe host.exe log
    $kitcc "$@" -o kit.exe 2>log || { fail "$name: does not link"; return; }
    $hostcc "$@" -o host.exe 2>log || { fail "$name: the host's linker refuses it"; return; }
    sane kit.exe "$name"
    timeout 20 ./kit.exe >kit.out 2>&1; kit_code=$?
    timeout 20 ./host.exe >host.out 2>&1; host_code=$?
    [ $kit_code = $host_code ] || { cp kit.out log; fail "$name: exit code $kit_code instead of $host_code"; return; }
    cmp -s kit.out host.out || { diff kit.out host.out >log; fail "$name: other output"; }
}
# refuses NAME PATTERN WORDS...: ld must fail with a message and leave no output
refuses() {
    name=$1 pattern=$2; shift 2
    ok
    rm -f kit.exe
    if timeout 20 "$ld" -o kit.exe "$@" >log 2>&1; then fail "$name: is accepted"; return; fi
    grep -q -- "$pattern" log || { fail "$name: the message does not say '$pattern'"; return; }
    [ -e kit.exe ] && fail "$name: leaves an output"
    return 0
}
expect() { ok; name=$1; shift; "$@" >log 2>&1 || fail "$name"; }
expect_not() { ok; name=$1; shift; "$@" >log 2>&1 && fail "$name"; return 0; }

for part in "$here"/part_*.sh; do . "$part"; done
echo "$ran link checks, $skipped skipped"
[ $ran -gt 100 ] || { echo "too few checks ran"; failed=1; }
exit $failed
