// A 64-bit hash of bytes, for golden tests and checksums; not for security.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace talweg {

/// FNV-1a (Fowler, Noll, Vo). Chain calls by passing the last result as `seed`.
std::uint64_t hash_bytes(const void* data, std::size_t count, std::uint64_t seed = 0xcbf29ce484222325ULL);

/// A checksum of any number of bytes that come in pieces: four lanes of FNV-1a over words of eight bytes,
/// taken by turns, so that it keeps up with a disk. The same bytes give the same number however they are cut,
/// on every machine.
class Checksum {
  public:
    void add(const void* data, std::size_t count);
    std::uint64_t value() const;
    std::uint64_t bytes() const { return bytes_; }

  private:
    static constexpr std::size_t kLanes = 4;
    static constexpr std::size_t kBlock = 8 * kLanes;

    void add_block(const unsigned char* block);

    std::array<std::uint64_t, kLanes> lanes_{1, 2, 3, 4};
    std::array<unsigned char, kBlock> rest_{};
    std::size_t waiting_ = 0;  ///< bytes of rest_
    std::uint64_t bytes_ = 0;
};

}  // namespace talweg
