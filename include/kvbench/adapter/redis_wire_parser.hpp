// kvbench/adapter/redis_wire_parser.hpp: replies by hiredis' reader, into memory that is used
// again.
//
// Floor: wing adapter. hiredis 0.14.1 and 1.x. Bytes in, no sockets.
//
// What costs in a client that only counts replies is the malloc and free of a redisReply each. The
// reader is given functions of our own that build into an arena, which is emptied with each reply.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <hiredis/hiredis.h>  // kinds of replies, and its version
#include <hiredis/read.h>     // the reader

#include <cstddef>      // std::size_t
#include <cstdlib>      // malloc
#include <cstring>      // memcpy
#include <memory>       // owners
#include <new>          // std::bad_alloc, placement
#include <string>       // what went wrong
#include <string_view>  // bytes
#include <vector>       // blocks

#include <kvbench/adapter/redis_wire_reply.hpp>  // what is built
#include <redlite/core/error.hpp>                // protocol

namespace kvbench::adapter {

/// Memory that is given back all at once. Holds one small block between two replies.
class wire_arena {
 public:
  /// Yields  room, fit for a `wire_node`; null where there is no memory.
  void* take(std::size_t bytes) noexcept {
    bytes = (bytes + alignof(wire_node) - 1) / alignof(wire_node) * alignof(wire_node);
    if (blocks_.empty() || blocks_.back().bytes - used_ < bytes) {
      if (!grow(bytes)) return nullptr;
    }
    void* const at = blocks_.back().start.get() + used_;
    used_ += bytes;
    return at;
  }

  [[nodiscard]] std::size_t held_bytes() const noexcept {
    std::size_t sum = 0;
    for (block const& one : blocks_) sum += one.bytes;
    return sum;
  }

  void clear() noexcept {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
    used_ = 0;
  }

 private:
  static constexpr std::size_t block_bytes = 2048;

  struct frees {
    void operator()(char* block) const noexcept { std::free(block); }
  };
  struct block {
    std::unique_ptr<char, frees> start;
    std::size_t bytes = 0;
  };

  bool grow(std::size_t wanted) noexcept {
    // The first one stays, so it is never as large as some reply happens to be.
    std::size_t size = block_bytes;
    if (!blocks_.empty()) size = blocks_.back().bytes < 1'000'000 ? blocks_.back().bytes * 2 : size;
    bool const is_first_too_small = blocks_.empty() && wanted > size;
    if (is_first_too_small && !grow(0)) return false;
    if (size < wanted) size = wanted;
    try {
      blocks_.reserve(blocks_.size() + 1);
    } catch (std::bad_alloc const&) {
      return false;
    }
    std::unique_ptr<char, frees> start(static_cast<char*>(std::malloc(size)));
    if (!start) return false;
    blocks_.push_back({std::move(start), size});
    used_ = 0;
    return true;
  }

  std::vector<block> blocks_;
  std::size_t used_ = 0;  // of the last one
};

/// Takes bytes in pieces of any size. A connection needs one only while a reply of its is not
/// whole.
class wire_parser {
 public:
  wire_parser() : reader_(redisReaderCreateWithFunctions(functions())) {
    if (reader_ == nullptr) throw std::bad_alloc();
    reader_->privdata = &arena_;
  }
  wire_parser(wire_parser const&) = delete;
  wire_parser& operator=(wire_parser const&) = delete;

  /// Errors  bad_alloc.
  void feed(std::string_view bytes) {
    if (redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK) refuse();
  }

  /// Yields  the next reply, which lives until the next call; null until more bytes have come.
  /// Errors  protocol, bad_alloc.
  wire_node const* next() {
    if (reader_->ridx == -1) arena_.clear();
    if (is_empty()) return nullptr;
    void* reply = nullptr;
    if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) refuse();
    return static_cast<wire_node*>(reply);
  }

  /// No reply has begun.
  [[nodiscard]] bool is_empty() const noexcept {
    return reader_->ridx == -1 && reader_->pos == reader_->len;
  }

 private:
  struct frees {
    void operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }
  };

  [[noreturn]] void refuse() const {
    if (reader_->err == REDIS_ERR_OOM) throw std::bad_alloc();
    throw ::redlite::error(::redlite::errc::protocol, std::string("ERR ") + reader_->errstr);
  }

  /// Where the reader puts what it reads: an element of its array, or the arena.
  static wire_node* place(redisReadTask const* task) noexcept {
    if (task->parent != nullptr)
      return &static_cast<wire_node*>(task->parent->obj)->elements[task->idx];
    void* const at = static_cast<wire_arena*>(task->privdata)->take(sizeof(wire_node));
    return at == nullptr ? nullptr : ::new (at) wire_node;
  }

  static void* make_text(redisReadTask const* task, char* text, std::size_t size) noexcept {
    using ::redlite::resp::node;
    wire_node* const at = place(task);
    auto* const bytes = static_cast<char*>(static_cast<wire_arena*>(task->privdata)->take(size));
    if (at == nullptr || bytes == nullptr) return nullptr;
    std::memcpy(bytes, text, size);
    at->type = task->type == REDIS_REPLY_ERROR    ? node::error
               : task->type == REDIS_REPLY_STATUS ? node::status
                                                  : node::text;
    at->text = bytes;
    at->size = size;
    return at;
  }
  /// The number of elements is an int in 0.14 and a size_t later.
  template <class Size>
  static void* make_array(redisReadTask const* task, Size size) noexcept {
    wire_node* const at = place(task);
    auto const count = static_cast<std::size_t>(size);
    void* const all = static_cast<wire_arena*>(task->privdata)->take(count * sizeof(wire_node));
    if (at == nullptr || all == nullptr) return nullptr;
    at->type = ::redlite::resp::node::array;
    at->elements = static_cast<wire_node*>(all);
    at->size = count;
    for (std::size_t i = 0; i < count; ++i) ::new (at->elements + i) wire_node;
    return at;
  }
  static void* make_integer(redisReadTask const* task, long long value) noexcept {
    wire_node* const at = place(task);
    if (at == nullptr) return nullptr;
    at->type = ::redlite::resp::node::integer;
    at->integer = value;
    return at;
  }
  static void* make_nil(redisReadTask const* task) noexcept { return place(task); }

  static redisReplyObjectFunctions* functions() noexcept {
    // Never written to after it was made; hiredis takes no pointer to const.
    static redisReplyObjectFunctions all = [] {
      redisReplyObjectFunctions made{};
      made.createString = make_text;
      made.createArray = make_array;
      made.createInteger = make_integer;
      made.createNil = make_nil;
      made.freeObject = [](void*) {};
      return made;
    }();
    return &all;
  }

  wire_arena arena_;  // before the reader, whose replies lie in it
  std::unique_ptr<redisReader, frees> reader_;
};

}  // namespace kvbench::adapter
