// refuse: kvbench: the arguments of an operation cannot be taken apart for the stream's hash
// Hashed as bytes, a pointer among them would make every process its own stream.
#include <kvbench/op/argument_hash.hpp>

struct lookup {
  class arguments {
    int* where = nullptr;
  };
  static constexpr std::string_view name = "lookup";
  static arguments draw(kvbench::draw&) { return {}; }
#ifdef FIXED
  static void hash(kvbench::operation_hash& into, arguments const&) { into.add(std::uint64_t{1}); }
#endif
};

void hash(kvbench::operation_hash& into) { kvbench::hash_operation<lookup>(into, {}); }
