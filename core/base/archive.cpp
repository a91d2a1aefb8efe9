// Bytes in and out of an Archive.
#include "core/base/archive.h"

#include "core/base/error.h"

#include <cstring>

namespace talweg {

Archive Archive::writer(std::vector<std::byte>& out) {
    Archive archive;
    archive.out_ = &out;
    return archive;
}

Archive Archive::reader(std::span<const std::byte> in) {
    Archive archive;
    archive.in_ = in;
    return archive;
}

void Archive::bytes(void* data, std::size_t count) {
    if (out_ != nullptr) {
        const auto* first = static_cast<const std::byte*>(data);
        out_->insert(out_->end(), first, first + count);
    } else {
        TALWEG_CHECK(count <= in_.size() - position_);
        if (count > 0) std::memcpy(data, in_.data() + position_, count);
    }
    position_ += count;
}

void Archive::field(double& value) { bytes(&value, sizeof value); }

void Archive::field(std::uint64_t& value) { bytes(&value, sizeof value); }

void Archive::field(Vector& values) {
    auto size = static_cast<std::uint64_t>(values.size());
    field(size);
    TALWEG_CHECK(size == static_cast<std::uint64_t>(values.size()));
    bytes(values.data(), static_cast<std::size_t>(size) * sizeof(double));
}

}  // namespace talweg
