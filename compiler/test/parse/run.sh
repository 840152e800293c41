#!/bin/sh
# Programs that both kit and the host's compiler must accept: their claims are static assertions.
# In: the directory of a built kit. Out: exit code 0 when both agree on every file, and both reject the planted falsehood.
out=$1
here=$(dirname "$0")
host=${HOST_CC:-gcc}
failed=0
for file in "$here"/*.c; do
    for cc in "$out/bin/cc" "$host"; do
        if "$cc" -std=gnu11 -w -fsyntax-only "$file"; then claimed=yes; else claimed=no; fi
        if [ $claimed = no ]; then echo "$cc rejects $file"; failed=1; fi
        if "$cc" -std=gnu11 -w -fsyntax-only -DFALSEHOOD "$file" 2>/dev/null; then echo "$cc believes the falsehood in $file"; failed=1; fi
    done
done
exit $failed
