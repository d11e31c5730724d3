// benches/zipfian.cpp: a zipfian draw against the formula that YCSB draws by.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/workload/keyspace.hpp>  // ours

#include <cmath>    // std::pow, which theirs pays for on each draw
#include <cstdint>  // std::uint64_t

namespace {

/// YCSB's ZipfianGenerator, line by line, with its constants computed beforehand as it does.
/// Source  Gray et al., "Quickly generating billion-record synthetic databases" (1994), as in
/// site.ycsb.generator
class ycsb_zipfian {
 public:
  ycsb_zipfian(std::uint64_t n, double theta) : n_{n}, theta_{theta} {
    for (std::uint64_t k = 1; k <= n; ++k) {
      zetan_ += 1 / std::pow(static_cast<double>(k), theta);
    }
    const double zeta2 = 1 + std::pow(0.5, theta);
    alpha_ = 1 / (1 - theta);
    eta_ = (1 - std::pow(2.0 / static_cast<double>(n), 1 - theta)) / (1 - zeta2 / zetan_);
  }

  std::uint64_t draw(kvbench::random_stream& stream) const {
    const double u = stream.unit();
    const double uz = u * zetan_;
    if (uz < 1.0) {
      return 0;
    }
    if (uz < 1.0 + std::pow(0.5, theta_)) {
      return 1;
    }
    return static_cast<std::uint64_t>(static_cast<double>(n_) *
                                      std::pow(eta_ * u - eta_ + 1, alpha_));
  }

 private:
  std::uint64_t n_;
  double theta_;
  double zetan_ = 0;
  double alpha_ = 0;
  double eta_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  constexpr std::uint64_t keys = 100'000;
  const kvbench::keyspace ours{kvbench::zipfian(0.99), keys};
  const ycsb_zipfian theirs{keys, 0.99};
  // Both draw from a stream of the same kind, so that the ratio is the distribution's alone. Ours
  // scatters the ranks over the keys too, which YCSB leaves to a hash that is not counted here.
  kvbench::random_stream a{42};
  kvbench::random_stream b{42};
  table.row(
      "zipfian draw vs YCSB formula", 0.25,
      [&](auto n) {
        for (; n != 0; --n) {
          bench::keep(ours.draw(a, n));
        }
      },
      [&](auto n) {
        for (; n != 0; --n) {
          bench::keep(theirs.draw(b));
        }
      });
  return table.finish();
}
