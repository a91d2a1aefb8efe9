// Saved states to go back to: as many as fit into a number of bytes, evenly spread over all steps.
#include "core/history/checkpoints.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace talweg {

Checkpoints::Checkpoints(std::uint64_t budget, Step smallest_spacing)
    : budget_(budget), smallest_(smallest_spacing), spacing_(smallest_spacing) {
    TALWEG_CHECK(std::has_single_bit(smallest_spacing));
    // Address space only: pages are not touched before they are needed.
    bytes_.reserve(budget);
    entries_.reserve(std::min<std::uint64_t>(budget / 256, 1 << 17));
}

void Checkpoints::thin() {
    spacing_ *= 2;
    std::size_t kept = 0;
    std::size_t end = 0;
    for (const Entry& entry : entries_) {
        if (entry.step % spacing_ != 0) continue;
        std::memmove(bytes_.data() + end, bytes_.data() + entry.offset, entry.size);
        entries_[kept++] = {entry.step, end, entry.size};
        end += entry.size;
    }
    entries_.resize(kept);
    bytes_.resize(end);
}

void Checkpoints::add(Step step, std::span<const std::byte> state) {
    TALWEG_CHECK(due(step));
    while (entries_.size() > 1 && cost() + sizeof(Entry) + state.size() > budget_) thin();
    next_ = step + 1;
    if (step % spacing_ != 0) return;
    // With step 0 alone the spacing grows as well when two do not fit: else each step would copy a state.
    if (step != 0 && cost() + sizeof(Entry) + state.size() > budget_) {
        spacing_ *= 2;
        return;
    }
    entries_.push_back({step, bytes_.size(), state.size()});
    bytes_.insert(bytes_.end(), state.begin(), state.end());
}

Checkpoints::Found Checkpoints::find(Step step, Step multiple_of) const {
    auto after = std::upper_bound(entries_.begin(), entries_.end(), step,
                                  [](Step wanted, const Entry& entry) { return wanted < entry.step; });
    while (after != entries_.begin()) {
        --after;
        if (after->step % multiple_of == 0) {
            return {after->step, std::span(bytes_).subspan(after->offset, after->size)};
        }
    }
    fail_check("a checkpoint at step 0", __FILE__, __LINE__);
}

void Checkpoints::cut(Step step) {
    while (!entries_.empty() && entries_.back().step >= step) {
        bytes_.resize(entries_.back().offset);
        entries_.pop_back();
    }
    next_ = entries_.empty() ? 0 : entries_.back().step + 1;
    // Room again: a finer spacing, on whose grid all that is left lies too, for the steps to come.
    const std::uint64_t size = entries_.empty() ? 0 : entries_.back().size + sizeof(Entry);
    while (spacing_ > smallest_ && size * (step / (spacing_ / 2) + 1) <= budget_ / 2) spacing_ /= 2;
}

void Checkpoints::clear(Step smallest_spacing) {
    TALWEG_CHECK(std::has_single_bit(smallest_spacing));
    entries_.clear();
    bytes_.clear();
    smallest_ = spacing_ = smallest_spacing;
    next_ = 0;
}

void Checkpoints::keep_parts(std::span<const std::size_t> kept) {
    std::size_t end = 0;
    for (Entry& entry : entries_) {
        const std::size_t start = end;
        std::size_t at = entry.offset;
        std::size_t next_kept = 0;
        for (std::size_t part = 0; at < entry.offset + entry.size; ++part) {
            std::uint64_t length = 0;
            std::memcpy(&length, bytes_.data() + at, sizeof length);
            const std::size_t whole = sizeof length + length;
            if (next_kept < kept.size() && kept[next_kept] == part) {
                std::memmove(bytes_.data() + end, bytes_.data() + at, whole);
                end += whole;
                ++next_kept;
            }
            at += whole;
        }
        entry.offset = start;
        entry.size = end - start;
    }
    bytes_.resize(end);
}

}  // namespace talweg
