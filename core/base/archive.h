// State in and out in one fixed order, so that saving and restoring cannot drift apart.
#pragma once

#include "core/base/types.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace talweg {

/// Passed to `archive(Archive&)` of everything that has state. One function per type serves both directions:
/// writing appends the fields to a byte buffer, reading fills them in the same order, to the last bit.
/// Reading never allocates: a Vector already has its size (TALWEG_CHECK).
class Archive {
  public:
    static Archive writer(std::vector<std::byte>& out);
    static Archive reader(std::span<const std::byte> in);

    void field(double& value);
    void field(std::uint64_t& value);
    void field(Vector& values);

    bool reading() const { return out_ == nullptr; }
    /// Bytes written or read so far.
    std::size_t position() const { return position_; }

  private:
    void bytes(void* data, std::size_t count);

    std::vector<std::byte>* out_ = nullptr;
    std::span<const std::byte> in_;
    std::size_t position_ = 0;
};

}  // namespace talweg
