#!/bin/sh
# harness.sh refuse.sh scratch compiler: cases that show nothing must not pass for refusals.
set -eu
refuse=$1
scratch=$2
compiler=$3
mkdir -p "$scratch"
cd "$scratch"
{
  echo '// refuse: house: the width must be even'
  echo 'template <int Width> struct box { static_assert(Width % 2 == 0, "house: the width must be even"); };'
} >box
wrong=0

expect() {  # 0 or 1, what
  if sh "$refuse" case.cpp "$compiler" >output 2>&1; then got=0; else got=1; fi
  [ "$got" -eq "$1" ] || { echo "$2: expected $1, got $got"; cat output; wrong=1; }
}

{ cat box; printf '#ifdef FIXED\nbox<2> b;\n#else\nbox<3> b;\n#endif\n'; } >case.cpp
expect 0 "a proper refusal"
{ cat box; echo 'box<2> b;'; } >case.cpp
expect 1 "a case that compiles"
{ cat box; echo 'box<3> b;'; } >case.cpp
expect 1 "a case that FIXED does not mend"
{ cat box; printf '#ifndef FIXED\nnothing_of_that_name b;\n#endif\n'; } >case.cpp
expect 1 "a refusal in other words"
{ sed 1d box; printf '#ifndef FIXED\nbox<3> b;\n#endif\n'; } >case.cpp
expect 1 "a case without a sentence"
exit "$wrong"
