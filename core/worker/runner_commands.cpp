// What each command does to the worker, between two steps.
#include "core/worker/runner_impl.h"

namespace talweg {

void Runner::Impl::restart_tempo() {
    tempo = {};
    pacer.start(std::chrono::steady_clock::now());
}

std::unique_ptr<Session> Runner::Impl::start(const Experiment& experiment, std::uint64_t generation) const {
    return std::make_unique<Session>(experiment, generation, options.checkpoint_bytes, options.journal_bytes);
}

void Runner::Impl::seek(Step step) {
    session->seek(step);
    notice.clear();
    const Step earliest = session->earliest();
    if (step >= earliest) return;
    notice = "Step " + std::to_string(earliest) +
             " is the earliest that can be shown again: the edits before it were too many to be kept. The "
             "curves before it stay as they were recorded.";
}

void Runner::Impl::on(const Play&) {
    if (failed || playing) return;
    playing = true;
    pacer.start(std::chrono::steady_clock::now());
    tempo.start_measuring();
}

void Runner::Impl::on(const Pause&) {
    playing = false;
    if (asked && !failed) session->halt();
}

void Runner::Impl::on(const StepBy& by) {
    if (failed) return;
    playing = false;
    const Step from = session->seeking() ? session->goal() : session->cursor();
    seek(by.count < Pacer::kAll - from ? from + by.count : Pacer::kAll);
    asked = true;
}

void Runner::Impl::on(const StepBack& by) {
    if (failed) return;
    playing = false;
    const Step from = session->seeking() ? session->goal() : session->cursor();
    seek(by.count < from ? from - by.count : 0);
}

void Runner::Impl::on(const SeekTo& to) {
    if (failed) return;
    seek(to.step);
    asked = true;
}

void Runner::Impl::on(const Reset&) {
    playing = false;
    if (failed) {
        session = start(session->experiment(), 0);
    } else {
        session->reset();
    }
    failed = false;
    message.clear();
    notice.clear();
    restart_tempo();
}

void Runner::Impl::on(const SetSpeed& speed) {
    pacer.set_rate(speed.steps_per_second, std::chrono::steady_clock::now());
    tempo.start_measuring();
}

void Runner::Impl::refuse(std::uint64_t generation, const Error& error) {
    if (!failed) session->refuse(generation);
    message = error.what();
    surface.take_back(session->experiment(), generation);
}

void Runner::Impl::on(const Edit& edit) {
    if (failed) return on(Load{edit.experiment, edit.generation});
    if (!session->seeking()) asked = false;  // what a restart walks again is not the user's wish for a step
    try {
        session->edit(edit.experiment, edit.generation);
        message.clear();
        tempo = {};
    } catch (const Error& error) {
        refuse(edit.generation, error);
    }
}

void Runner::Impl::on(const Load& load) {
    try {
        session = start(load.experiment, load.generation);
        playing = failed = false;
        message.clear();
        notice.clear();
        restart_tempo();
    } catch (const Error& error) {
        refuse(load.generation, error);
    }
}

void Runner::Impl::on(const Explain& wish) { explained = wish; }

void Runner::Impl::on(const Inspect& wish) {
    if (!failed) session->inspect(wish.first, wish.last);
}

}  // namespace talweg
