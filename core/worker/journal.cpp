// The journal of edits: every experiment that was in force, each as what it changes in the one before.
#include "core/worker/journal.h"

#include "core/base/error.h"

#include <algorithm>

namespace talweg {
namespace {

/// Changes of as many bytes as so many whole experiments stand between two whole ones: they hardly count
/// then, and putting an experiment together costs little more than the training does to take it over.
constexpr std::uint64_t kChanges = 4;

template <class Entry>
bool before(Step step, const Entry& entry) {
    return step < entry.place.step;
}

}  // namespace

std::size_t Journal::size() const {
    std::size_t size = 0;
    for (const Block& block : blocks_) size += block.entries.size();
    return size;
}

std::size_t Journal::block_of(Step step) const {
    const auto after =
        std::upper_bound(blocks_.begin(), blocks_.end(), step,
                         [](Step at, const Block& block) { return at < block.entries.front().place.step; });
    return after == blocks_.begin() ? 0 : static_cast<std::size_t>(after - blocks_.begin()) - 1;
}

std::size_t Journal::entry_of(const Block& block, Step step) {
    const auto& entries = block.entries;
    const auto after = std::upper_bound(entries.begin(), entries.end(), step, before<Entry>);
    return after == entries.begin() ? 0 : static_cast<std::size_t>(after - entries.begin()) - 1;
}

JournalEntry Journal::in_force(Step step) const {
    const Block& block = blocks_[block_of(step)];
    return block.entries[entry_of(block, step)].place;
}

std::shared_ptr<const Experiment> Journal::experiment(Step step) const {
    if (step >= last().step) return newest_;
    const Block& block = blocks_[block_of(step)];
    return build(block, entry_of(block, step));
}

Step Journal::next_edit(Step step) const {
    const std::size_t at = block_of(step);
    const auto& entries = blocks_[at].entries;
    const auto next = std::upper_bound(entries.begin(), entries.end(), step, before<Entry>);
    if (next != entries.end()) return next->place.step;
    return at + 1 < blocks_.size() ? blocks_[at + 1].entries.front().place.step : kNever;
}

void Journal::visit(const Visit& look) const {
    for (const Block& block : blocks_) {
        Experiment experiment = *block.first;
        for (std::size_t i = 0; i < block.entries.size(); ++i) {
            if (i > 0) apply(block, i, experiment);
            look(block.entries[i].place, experiment);
        }
    }
}

void Journal::append(Step step, std::shared_ptr<const Experiment> experiment, std::uint64_t data_revision) {
    TALWEG_CHECK(empty() || last().step < step);
    const JournalEntry place{step, next_revision(), data_revision};
    if (empty() || !append_change(place, *experiment)) open_block(place, experiment);
    take_newest(std::move(experiment));
}

namespace {

/// Room for `more` values, by a quarter and not by doubling: one edit must not add more than the eighth of
/// the budget that is kept free for it.
template <class Value>
void make_room(std::vector<Value>& values, std::size_t more) {
    const std::size_t needed = values.size() + more;
    if (needed > values.capacity()) values.reserve(needed + needed / 4);
}

}  // namespace

/// False, and nothing done, when a whole experiment is the better choice.
bool Journal::append_change(const JournalEntry& place, const Experiment& experiment) {
    Change change;
    if (!find_change(*newest_, experiment, change)) return false;
    Block& block = blocks_.back();
    const std::uint64_t heap = heap_of(change.runs, change.rest.get());
    const std::uint64_t cost =
        change.numbers.size() * sizeof(Number) + change.runs.size() * sizeof(Run) + heap;
    const std::uint64_t so_far = block.numbers.size() * sizeof(Number) + block.runs.size() * sizeof(Run) +
                                 block.entries.size() * sizeof(Entry) + block.heap_bytes;
    if (cost >= block.first_bytes || so_far + cost > kChanges * block.first_bytes) return false;
    make_room(block.numbers, change.numbers.size());
    make_room(block.runs, change.runs.size());
    make_room(block.entries, 1);
    block.numbers.insert(block.numbers.end(), change.numbers.begin(), change.numbers.end());
    for (Run& run : change.runs) block.runs.push_back(std::move(run));
    block.entries.push_back({place, block.numbers.size(), block.runs.size(), std::move(change.rest)});
    block.heap_bytes += heap;
    return true;
}

void Journal::open_block(const JournalEntry& place, std::shared_ptr<const Experiment> experiment) {
    if (!empty()) {
        Block& last = blocks_.back();
        last.entries.shrink_to_fit();
        last.numbers.shrink_to_fit();
        last.runs.shrink_to_fit();
        closed_bytes_ += bytes_of_block(last);
    }
    Block block;
    block.first_bytes = bytes_of(*experiment);
    block.first = std::move(experiment);
    block.entries.push_back({place, 0, 0, nullptr});
    blocks_.push_back(std::move(block));
}

void Journal::take_newest(std::shared_ptr<const Experiment> experiment) {
    newest_bytes_ = bytes_of(*experiment);
    newest_ = std::move(experiment);
}

void Journal::forget_after(Step step) {
    if (step != kNever) forget_from(step + 1);
}

void Journal::forget_from(Step step) {
    if (empty() || last().step < step) return;
    while (!empty() && blocks_.back().entries.front().place.step >= step) blocks_.pop_back();
    if (empty()) {
        clear();
        return;
    }
    Block& block = blocks_.back();
    cut(block, step == 0 ? 0 : entry_of(block, step - 1) + 1);
    count_closed();
    take_newest(build(block, block.entries.size() - 1));
}

void Journal::forget_before(Step step) {
    const std::size_t at = block_of(step);
    const Block& old = blocks_[at];
    const std::size_t first = entry_of(old, step);
    const Entry& start = old.entries[first];
    Block block;
    block.first = build(old, first);
    block.first_bytes = bytes_of(*block.first);
    const auto from = [](auto& values, std::size_t index) {
        return values.begin() + static_cast<std::ptrdiff_t>(index);
    };
    block.numbers.assign(from(old.numbers, start.numbers_end), old.numbers.end());
    block.runs.assign(from(old.runs, start.runs_end), old.runs.end());
    block.heap_bytes = heap_of(block.runs, nullptr);
    for (std::size_t i = first; i < old.entries.size(); ++i) {
        Entry entry = old.entries[i];
        entry.numbers_end -= start.numbers_end;
        entry.runs_end -= start.runs_end;
        if (i == first) entry.rest = nullptr;
        if (entry.rest) block.heap_bytes += bytes_of(*entry.rest);
        block.entries.push_back(std::move(entry));
    }
    blocks_.erase(blocks_.begin(), from(blocks_, at));
    blocks_.front() = std::move(block);
    count_closed();
}

void Journal::clear() {
    blocks_.clear();
    closed_bytes_ = newest_bytes_ = 0;
    newest_ = nullptr;
}

void Journal::count_closed() {
    closed_bytes_ = 0;
    for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) closed_bytes_ += bytes_of_block(blocks_[i]);
}

}  // namespace talweg
