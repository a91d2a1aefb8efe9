// The experiment being edited: undo and redo, what is saved, where it is kept.
#include "app/panels/document.h"

#include <utility>

namespace talweg {
namespace {

// Also what only shows with the data: no points, or fewer than a batch.
void check_all(const Experiment& experiment) {
    check_experiment(experiment);
    if (!experiment.function && experiment.data.part.kind == "table") make_dataset(experiment);
}

std::size_t table_bytes(const Experiment& experiment) {
    const Table& table = experiment.data.table;
    return (table.x.size() + table.y.size()) * sizeof(double);
}

}  // namespace

Document::Document(Experiment experiment, std::optional<std::filesystem::path> path)
    : present_(std::move(experiment)), saved_(present_), path_(std::move(path)) {}

std::string Document::name() const {
    if (path_) return path_->filename().string();
    return present_.title.empty() ? "untitled" : present_.title;
}

void Document::changed() {
    dirty_ = !(present_ == saved_);
    ++generation_;
}

void Document::forget_old() {
    std::size_t bytes = 0;
    for (const Past& step : past_) bytes += table_bytes(step.experiment);
    while (past_.size() > kMostSteps || (past_.size() > 1 && bytes > kMostBytes)) {
        bytes -= table_bytes(past_.front().experiment);
        past_.erase(past_.begin());
    }
}

void Document::edit(Experiment next, std::string_view label, std::uint64_t gesture) {
    if (next == present_) return;
    check_all(next);
    const bool goes_on = gesture != 0 && gesture == gesture_ && !past_.empty();
    if (!goes_on) {
        past_.push_back({std::move(present_), std::string(label)});
        forget_old();
    }
    future_.clear();
    present_ = std::move(next);
    gesture_ = gesture;
    changed();
}

void Document::undo() {
    if (past_.empty()) return;
    future_.push_back({std::move(present_), std::move(past_.back().label)});
    present_ = std::move(past_.back().experiment);
    past_.pop_back();
    gesture_ = 0;
    changed();
}

void Document::redo() {
    if (future_.empty()) return;
    past_.push_back({std::move(present_), std::move(future_.back().label)});
    present_ = std::move(future_.back().experiment);
    future_.pop_back();
    gesture_ = 0;
    changed();
}

void Document::take_back() {
    if (past_.empty()) return;
    undo();
    future_.pop_back();
}

void Document::load(Experiment experiment, std::optional<std::filesystem::path> path, bool saved) {
    present_ = std::move(experiment);
    saved_ = saved ? present_ : Experiment{};
    path_ = std::move(path);
    past_.clear();
    future_.clear();
    gesture_ = 0;
    changed();
}

void Document::mark_saved(const std::filesystem::path& path) {
    saved_ = present_;
    path_ = path;
    dirty_ = false;
}

}  // namespace talweg
