// A trainer on its way along a timeline: forward step by step with its edits, back by checkpoints.
#include "core/worker/walker.h"

#include <cstring>

namespace talweg {

Walker::Walker(const Timeline& timeline, Trainer trainer)
    : timeline_(&timeline), trainer_(std::move(trainer)) {
    const JournalEntry entry = timeline.in_force(0);
    in_force_ = timeline.experiment(0);
    entry_id_ = entry.id;
    data_revision_ = entry.data_revision;
    next_edit_ = timeline.next_edit(0);
    find_states();
}

void Walker::find_states() {
    states_.clear();
    for (std::size_t run = 0; run < trainer_.run_count(); ++run) states_.push_back(&trainer_.run(run));
}

void Walker::apply(std::shared_ptr<const Experiment> edited) {
    trainer_.apply(*edited);
    in_force_ = std::move(edited);
    entry_id_ = 0;
    find_states();
}

void Walker::take_over() {
    const JournalEntry entry = timeline_->in_force(step_);
    if (entry.id != entry_id_) {
        std::shared_ptr<const Experiment> experiment = timeline_->experiment(step_);
        if (experiment != in_force_) apply(std::move(experiment));
        entry_id_ = entry.id;
    }
    data_revision_ = entry.data_revision;
    next_edit_ = timeline_->next_edit(step_);
}

void Walker::rewind(Step step, Step multiple_of) {
    const Checkpoints::Found found = timeline_->saved(step, multiple_of);
    read(found.step, found.state);
}

void Walker::write(std::span<const std::size_t> runs, std::vector<std::byte>& out) {
    out.clear();
    for (const std::size_t run : runs) {
        const std::size_t start = out.size();
        std::uint64_t length = 0;
        out.resize(start + sizeof length);
        Archive archive = Archive::writer(out);
        trainer_.archive(run, archive);
        length = out.size() - start - sizeof length;
        std::memcpy(out.data() + start, &length, sizeof length);
    }
}

void Walker::read(Step step, std::span<const std::byte> state) {
    step_ = step;
    take_over();
    read_runs(state);
}

void Walker::read_at(std::shared_ptr<const Experiment> experiment, std::span<const std::byte> state) {
    apply(std::move(experiment));
    read_runs(state);
}

void Walker::read_runs(std::span<const std::byte> state) {
    std::size_t at = 0;
    for (std::size_t run = 0; run < trainer_.run_count(); ++run) {
        std::uint64_t length = 0;
        std::memcpy(&length, state.data() + at, sizeof length);
        at += sizeof length;
        Archive archive = Archive::reader(state.subspan(at, length));
        trainer_.archive(run, archive);
        at += length;
    }
    find_states();
}

}  // namespace talweg
