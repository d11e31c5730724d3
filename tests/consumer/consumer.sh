#!/bin/sh
# consumer.sh installed|subproject source build scratch cmake compiler: configures, builds and runs tests/consumer/<kind>.
set -eu
kind=$1 source=$2 build=$3 scratch=$4 cmake=$5 compiler=$6
rm -rf "$scratch/prefix" "$scratch/build" # an earlier run must not answer for this one
mkdir -p "$scratch"
if [ "$kind" = installed ]; then
  "$cmake" --install "$build" --prefix "$scratch/prefix" >"$scratch/install.log"
  # Nothing of ours is installed but headers and package files, and what those compile.
  strays=$(find "$scratch/prefix" -type f ! -name '*.hpp' ! -name '*.cmake' ! -name write_workloads.cpp)
  [ -z "$strays" ] || { printf 'installed, but not for a consumer:\n%s\n' "$strays"; exit 1; }
fi
"$cmake" -S "$source/tests/consumer/$kind" -B "$scratch/build" -G Ninja \
  -D CMAKE_BUILD_TYPE=Debug -D "CMAKE_CXX_COMPILER=$compiler" \
  -D "CMAKE_PREFIX_PATH=$scratch/prefix" -D "KVBENCH_SOURCE=$source"
"$cmake" --build "$scratch/build"
for program in "$scratch"/build/use_*; do
  echo "run $program"
  (cd "$scratch" && "$program")
done
# A fault in the YAML ends the build, and says where.
sed 's/weight: 27.5/weight: 27/' "$source/tests/consumer/shop.yaml" >"$scratch/shop.yaml"
writer=$(find "$scratch/build" -name kvbench_write_workloads -type f)
if output=$("$writer" "$scratch/shop.yaml" "$scratch/shop.hpp" shop 2>&1); then
  echo "weights that miss 100 were written as a header"
  exit 1
fi
printf '%s\n' "$output" | grep -q "shop.yaml:7:7: .* sum to 99.5" || { printf '%s\n' "$output"; exit 1; }
if [ "$kind" = installed ]; then
  # What was not asked for must not be looked for; what cannot be given must be refused by name.
  if output=$("$cmake" -S "$source/tests/consumer/installed" -B "$scratch/build" -D WITH_COMPONENT=no_such 2>&1); then
    echo "an unknown component was found"
    exit 1
  fi
  printf '%s\n' "$output" | grep -q "no component 'no_such'" || { printf '%s\n' "$output"; exit 1; }
fi
