// What decides a run's numbers: the experiment at step 0 and the edits with their steps. And saved states.
#include "core/worker/timeline.h"

#include "core/base/error.h"

#include <cstring>

namespace talweg {
namespace {

bool same_points(const Experiment& a, const Experiment& b) {
    return a.seed == b.seed && a.function == b.function && a.data == b.data;
}

/// A row of parts, each a 64-bit length and its bytes, with only the parts at `kept`, which ascend.
std::vector<std::byte> some_parts(const std::vector<std::byte>& state, std::span<const std::size_t> kept) {
    std::vector<std::byte> out;
    std::size_t part = 0;
    std::size_t next = 0;
    for (std::size_t at = 0; at < state.size() && next < kept.size(); ++part) {
        std::uint64_t length = 0;
        std::memcpy(&length, state.data() + at, sizeof length);
        const auto begin = state.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t whole = sizeof length + length;
        if (kept[next] == part) {
            out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(whole));
            ++next;
        }
        at += whole;
    }
    return out;
}

}  // namespace

Timeline::Timeline(std::shared_ptr<const Experiment> base, std::uint64_t checkpoint_bytes,
                   std::uint64_t journal_bytes)
    : checkpoints_(checkpoint_bytes), full_bytes_(journal_bytes - journal_bytes / 8) {
    restart(std::move(base));
}

void Timeline::set(Step step, std::shared_ptr<const Experiment> experiment) {
    TALWEG_CHECK(step >= earliest());
    checkpoints_.cut(step);
    if (mark_ && mark_->step >= step) mark_.reset();
    journal_.forget_after(step);
    const bool same = same_points(*journal_.newest(), *experiment);
    const std::uint64_t data = same ? journal_.last().data_revision : next_revision();
    journal_.forget_from(step);
    journal_.append(step, std::move(experiment), data);
}

void Timeline::restart(std::shared_ptr<const Experiment> base, Step spacing) {
    checkpoints_.clear(spacing);
    start_.reset();
    mark_.reset();
    journal_.clear();
    journal_.append(0, std::move(base), next_revision());
}

Journal Timeline::mapped(const std::function<Experiment(const Experiment&)>& other) const {
    Journal journal;
    journal_.visit([&](const JournalEntry& entry, const Experiment& experiment) {
        journal.append(entry.step, std::make_shared<const Experiment>(other(experiment)),
                       entry.data_revision);
    });
    return journal;
}

void Timeline::keep_parts(std::span<const std::size_t> kept) {
    checkpoints_.keep_parts(kept);
    for (std::optional<Saved>* saved : {&start_, &mark_}) {
        if (*saved) (*saved)->state = some_parts((*saved)->state, kept);
    }
}

Checkpoints::Found Timeline::saved(Step step, Step multiple_of) const {
    const Checkpoints::Found found = checkpoints_.find(step, multiple_of);
    if (!start_ || found.step >= start_->step) return found;
    return {start_->step, start_->state};
}

bool Timeline::wants_mark() const {
    if (mark_ || journal_.bytes() <= full_bytes_ / 2) return false;
    // One experiment may fill half of the journal alone: without edits there is nothing to forget.
    return journal_.last().step > (start_ ? start_->step : 0);
}

void Timeline::mark(Step step, std::span<const std::byte> state) {
    mark_ = {step, {state.begin(), state.end()}};
}

void Timeline::make_room(Step step) {
    if (!full() || !mark_ || mark_->step >= step) return;
    journal_.forget_before(mark_->step);
    start_ = std::move(mark_);
    mark_.reset();
}

std::uint64_t Timeline::bytes() const {
    std::uint64_t bytes = checkpoints_.used() + journal_.bytes();
    for (const std::optional<Saved>* saved : {&start_, &mark_}) {
        if (*saved) bytes += (*saved)->state.capacity();
    }
    return bytes;
}

}  // namespace talweg
