# commands.sh: docs/commands.md is what its program writes.
#
#     sh commands.sh <the program> <the tree>
set -u
"$1" "$2/include/redlite/command" | diff -u "$2/docs/commands.md" - && exit 0
echo "docs/commands.md is not what the commands say; ./dev docs writes it anew" >&2
exit 1
