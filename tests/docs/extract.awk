# extract.awk: writes the code of a Markdown page into `folder`, and prints the name of each file that it wrote.
#
#   ```cpp  with the first line "// file: name.cpp" is a whole program; "// file: name.hpp" is a header for the programs
#           of the same page; without such a line it must have a main and becomes block_<line>.cpp;
#           "// fragment" as the first line says that it is not meant to be compiled.
#   ```sh   with the first line "# tested" becomes block_<line>.sh; others are not run.
# Anything else in a cpp block is a fault: code that nobody compiles goes stale.
function finish() {
  if (kind == "cpp" && name == "" && !fragment) {
    if (text ~ /int main\(/) name = "block_" start ".cpp"
    else {
      printf "%s:%d: a cpp block needs \"// file: name.cpp\", a main, or \"// fragment\"\n", FILENAME, start > "/dev/stderr"
      bad = 1
    }
  }
  if (name != "") {
    printf "%s", text > (folder "/" name)
    close(folder "/" name)
    print name
  }
  kind = ""
}
/^```/ {
  if (kind != "") { finish(); next }
  kind = substr($0, 4)
  sub(/[ \t].*/, "", kind)
  if (kind == "c++") kind = "cpp"
  if (kind == "") kind = "text"
  start = FNR; name = ""; text = ""; fragment = 0
  next
}
kind != "" {
  if (FNR == start + 1) {
    if (kind == "cpp" && /^\/\/ file: [A-Za-z0-9_]+\.[ch]pp/) { name = $3 }
    else if (kind == "cpp" && /^\/\/ fragment/) fragment = 1
    else if (kind == "sh" && /^# tested/) name = "block_" start ".sh"
  }
  text = text $0 "\n"
}
END {
  if (kind != "") { printf "%s:%d: a block is not closed\n", FILENAME, start > "/dev/stderr"; bad = 1 }
  exit bad
}
