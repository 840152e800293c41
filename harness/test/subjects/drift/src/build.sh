# Builds one stage: $1 is the directory to fill, the rest is the builder's compiler. Runs in the directory of the sources.
set -e
out=$1
shift
. ./plant
sleep "${DELAY:-0}"
mkdir "$out/obj"
for unit in spill other; do "$@" -g -O1 -c $unit.c -o "$out/obj/$unit.o"; done
ar rcsD "$out/parts.a" "$out/obj/other.o" "$out/obj/spill.o"
cp compiler.sh "$out/cc"
# What the built compiler will put in place of LEVEL.
case $FAULT in
  drift) if [ "$1" = gcc ] || [ "$1" = cc ]; then echo 7; else echo 9; fi ;;
  random) od -An -N3 -tu4 /dev/urandom | tr -d ' ' ;;
  seed) [ "$1" = cc ] && echo 8 || echo 7 ;;
  *) echo 7 ;;
esac >"$out/level"
