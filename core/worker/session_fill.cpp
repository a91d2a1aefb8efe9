// Training with a past: its picture for others.
#include "core/worker/session.h"

#include <algorithm>

namespace talweg {

namespace {

/// Multiplications for one snapshot: a fraction of a millisecond.
constexpr std::size_t kQuickMetrics = 500'000;

void fill_batch(std::span<const Index> rows, std::vector<Index>& out) {
    const std::size_t shown = std::min(rows.size(), kShownBatch);
    out.resize(shown);
    for (std::size_t i = 0; i < shown; ++i) out[i] = rows[i * rows.size() / shown];
}

}  // namespace

void Session::fill(Slot& slot, bool moving) {
    Snapshot& out = slot.snapshot;
    if (cursor() == head_) note_ends();
    out.generation = generation_;
    if (slot.experiment_revision != experiment_revision_) {
        out.experiment = *experiment_;
        out.parameter_names = parameter_names_;
        out.parameters = parameters_;
        slot.experiment_revision = experiment_revision_;
    }
    if (slot.data_revision != walker_.data_revision()) {
        out.data = walker_.trainer().dataset();
        if (conditioned_revision_ != walker_.data_revision()) {
            conditioning_ = conditioning_of(walker_.trainer().experiment(), out.data);
            extent_ = extent_of(out.data);
            conditioned_revision_ = walker_.data_revision();
        }
        out.conditioning = conditioning_;
        out.extent = extent_;
        out.data_revision = walker_.data_revision();
        slot.data_revision = walker_.data_revision();
    }
    fill_closed_form(slot);
    out.cursor = cursor();
    out.head = head_;
    out.earliest = earliest();
    out.goal = seeking_ ? goal_ : cursor();
    out.history_bytes = bytes();
    out.runs.resize(recorders_.size());
    const bool detail = slot.detail_revision != inspector_.revision();
    for (std::size_t run = 0; run < recorders_.size(); ++run) fill_run(run, out.runs[run], detail);
    slot.detail_revision = inspector_.revision();
    fill_metrics(out, moving);
    if (slot.ghosts_revision != ghosts_revision_) {
        out.ghosts = ghosts_;
        slot.ghosts_revision = ghosts_revision_;
    }
}

/// Worked out once for an edit of the data, the model, the loss or the penalty: at the cursor these may be
/// others than the newest.
void Session::fill_closed_form(Slot& slot) {
    const Experiment& here = walker_.trainer().experiment();
    if (closed_data_ != walker_.data_revision() || !same_closed_form(closed_subject_, here)) {
        closed_form_ = walker_.trainer().closed_form();
        closed_subject_.function = here.function;
        closed_subject_.model = here.model;
        closed_subject_.loss = here.loss;
        closed_subject_.penalty = here.penalty;
        closed_data_ = walker_.data_revision();
        closed_form_revision_ = next_revision();  // a slot outlives the session
    }
    if (slot.closed_form_revision == closed_form_revision_) return;
    slot.snapshot.closed_form = closed_form_;
    slot.closed_form_revision = closed_form_revision_;
}

StepExplanation Session::explain(std::uint64_t run, Index parameter) {
    const std::vector<RunSpec>& runs = experiment_->runs;
    for (std::size_t i = 0; run != 0 && i < runs.size() && i < walker_.run_count(); ++i) {
        if (runs[i].id == run) return walker_.explain(i, parameter);
    }
    return {};
}

void Session::fill_run(std::size_t run, RunSnapshot& out, bool detail) {
    RunRecorder& recorder = recorders_[run];
    out.id = experiment_->runs[run].id;
    out.state = walker_.state(run);
    out.end_status = ends_[run].status;
    out.end_step = recorder.size() - 1;
    out.reason = ends_[run].reason;
    recorder.publish_loss(out.loss);
    recorder.publish_train_loss(out.train_loss);
    recorder.publish_validation_loss(out.validation_loss);
    recorder.publish_rate(out.rate);
    recorder.publish_penalty(out.penalty, out.data_loss);
    recorder.publish_layer_norms(out.layer_norms);
    recorder.publish_evaluations(out.evaluations);
    recorder.publish_seconds(out.seconds);
    recorder.publish_path(out.path.x, out.path.y, out.path.last_step);
    recorder.publish_thetas(out.way);
    recorder.publish_average(out.average.x, out.average.y, out.average.last_step);
    const SampleRing& ring = recorder.ring();
    const std::size_t recent = std::min<std::size_t>(kRecent, ring.end() - ring.first());
    ring.copy(ring.end() - recent, recent, kRecent, out.recent);
    fill_trail(run, out.trail);
    thetas_[run].copy(out.thetas);
    out.steps_per_epoch = walker_.trainer().steps_per_epoch(run);
    fill_batch(walker_.trainer().batch(run), out.batch);
    if (!detail) return;
    if (run < inspector_.windows().size()) {
        out.detail = inspector_.windows()[run];
    } else {
        out.detail.count = 0;
    }
}

void Session::fill_metrics(Snapshot& out, bool moving) const {
    const Trainer& trainer = walker_.trainer();
    const auto points = static_cast<std::size_t>(trainer.dataset().all_rows());
    const bool quick = points * parameter_names_.size() * out.runs.size() <= kQuickMetrics;
    for (std::size_t run = 0; run < out.runs.size(); ++run) {
        Metrics& metrics = out.runs[run].metrics;
        if (quick || !moving) {
            trainer.metrics(run, metrics);
        } else {
            metrics.train.points = metrics.validation.points = metrics.test.points = 0;
        }
    }
}

/// From the ring, or, where the cursor is further back, from the steps walked again on the way there.
void Session::fill_trail(std::size_t run, SampleWindow& out) const {
    const Step here = walker_.state(run).step;
    const Step first = here < kTrail ? 0 : here - (kTrail - 1);
    const SampleRing& recorded = recorders_[run].ring();
    if (recorded.has(first) && recorded.has(here)) {
        recorded.copy(first, static_cast<std::size_t>(here - first + 1), kTrail, out);
        return;
    }
    const SampleRing& walked = trails_[run];
    const Step from = std::max(first, walked.first());
    const std::size_t count = walked.has(here) ? static_cast<std::size_t>(here - from + 1) : 0;
    walked.copy(from, count, kTrail, out);
}

std::uint64_t Session::bytes() const {
    std::uint64_t bytes = timeline_.bytes() + inspector_.bytes() + saved_.capacity() + unedited_.capacity();
    for (const RunRecorder& recorder : recorders_) bytes += recorder.bytes();
    for (const SampleRing& trail : trails_) bytes += trail.bytes();
    for (const ThetaTrail& thetas : thetas_) bytes += thetas.bytes();
    for (const GhostRun& ghost : ghosts_) {
        bytes += (ghost.loss.buckets.capacity() + ghost.rate.buckets.capacity()) * sizeof(Bucket) +
                 (ghost.evaluations.marks.capacity() + ghost.seconds.marks.capacity()) * sizeof(double) +
                 (ghost.path.x.capacity() + ghost.path.y.capacity()) * sizeof(double);
    }
    return bytes;
}

}  // namespace talweg
