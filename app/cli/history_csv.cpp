// history.csv, row by row.
#include "app/cli/history_csv.h"

#include "core/base/text.h"
#include "core/history/series.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

void append_number(std::string& row, double value) {
    row += ',';
    if (!std::isnan(value)) row += exact_text(value);
}

}  // namespace

std::string csv_text(std::string_view text) {
    std::string cell(text);
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos) {
        cell.insert(0, "'");
    }
    if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

HistoryCsv::HistoryCsv(const std::filesystem::path& path, std::size_t parameters, Step every,
                       std::unique_ptr<Evaluator> metrics, std::unique_ptr<Objective> objective,
                       bool averages)
    : file_(path),
      parameters_(std::min(parameters, kRecordedParameters)),
      every_(std::max<Step>(every, 1)),
      evaluator_(std::move(metrics)),
      objective_(std::move(objective)),
      averages_(averages) {
    const Index layers = objective_ != nullptr ? objective_->parameters().layers() : 0;
    if (layers > 1) layers_ = layers;
    file_.append(header());
}

std::string HistoryCsv::header() const {
    std::string text = "run,step,epoch,lr,loss,train_loss,validation_loss,grad_norm";
    for (std::size_t i = 0; i < parameters_; ++i) text += ",theta_" + std::to_string(i);
    text += ",evaluations,penalty";
    for (Index i = 0; i < layers_; ++i) text += ",gradient_norm_layer" + std::to_string(i + 1);
    const auto end = [&] {
        if (averages_) text += ",average_loss";
        for (std::size_t i = 0; averages_ && i < parameters_; ++i) text += ",average_" + std::to_string(i);
        return text + '\n';
    };
    if (evaluator_ == nullptr) return end();
    const Dataset& data = evaluator_->data();
    const auto add = [&](const char* part, Index rows) {
        if (rows == 0) return;
        for (const std::string_view column : metric_columns(evaluator_->task())) {
            text.append(",").append(part).append("_").append(column);
        }
    };
    add("train", data.rows());
    add("validation", data.validation_y.rows());
    if (data.test_y.rows() > 0) text += ",test_loss";
    add("test", data.test_y.rows());
    return end();
}

void HistoryCsv::append_metrics(std::string& row, const RunState& state) {
    const bool known = !std::isnan(state.train_loss) && state.theta.allFinite();
    // Once for the parts that there are, then only where numbers are shown.
    if (known || metrics_.train.points == 0) evaluator_->evaluate(state.theta, metrics_);
    for (const NamedSplit& part : splits(metrics_)) {
        if (part.metrics.points == 0) continue;
        if (part.name == "test") append_number(row, known ? part.metrics.loss : kAbsent);
        for (const double value : metric_values(metrics_.task, part.metrics)) {
            append_number(row, known ? value : kAbsent);
        }
    }
}

void HistoryCsv::append_average(std::string& row, const RunState& state) {
    const bool known = objective_ != nullptr && !std::isnan(state.train_loss) && state.average.size() > 0;
    append_number(row, known ? objective_->value(state.average) : kAbsent);
    for (std::size_t i = 0; i < parameters_; ++i) {
        const auto index = static_cast<Index>(i);
        append_number(row, index < state.average.size() ? state.average[index] : kAbsent);
    }
}

void HistoryCsv::write(const std::string& name, const RunState& state) {
    std::string row = csv_text(name);
    row += ',';
    row += std::to_string(state.step);
    for (const double value : {state.epoch, state.rate, state.loss, state.train_loss, state.validation_loss,
                               state.gradient_norm}) {
        append_number(row, value);
    }
    for (std::size_t i = 0; i < parameters_; ++i) {
        const auto index = static_cast<Index>(i);
        append_number(row, index < state.theta.size() ? state.theta[index] : kAbsent);
    }
    row += ',';
    row += std::to_string(state.evaluations);
    append_number(row, state.penalty);
    for (Index i = 0; i < layers_; ++i) {
        append_number(row, i < state.layer_norms.size() ? state.layer_norms[i] : kAbsent);
    }
    if (evaluator_ != nullptr) append_metrics(row, state);
    if (averages_) append_average(row, state);
    row += '\n';
    file_.append(row);
}

HistoryCsv::Last* HistoryCsv::find(std::uint64_t id) {
    const auto found =
        std::find_if(last_.begin(), last_.end(), [&](const Last& last) { return last.id == id; });
    return found == last_.end() ? nullptr : &*found;
}

void HistoryCsv::write_end(Last& last) {
    if (last.written) return;
    if (objective_ != nullptr && std::isnan(last.state.train_loss)) {
        last.state.train_loss = objective_->value(last.state.theta);
        last.state.validation_loss = objective_->validation_value(last.state.theta).value_or(kAbsent);
    }
    write(last.name, last.state);
    last.written = true;
}

// A row that would say more if it were its run's last waits until it is known not to be, or to be.
void HistoryCsv::add(const RunSpec& run, const RunState& state) {
    Last* last = find(run.id);
    if (last == nullptr) {
        last_.push_back({run.id, run.name, state, false});
        last = &last_.back();
    } else {
        const bool again = last->state.step == state.step;
        if (again && last->written) return;
        if (!again && !last->written && last->state.step % every_ == 0) write(run.name, last->state);
        last->state = state;
        last->written = false;
    }
    const bool waits = objective_ != nullptr && std::isnan(state.train_loss);
    if (state.step % every_ == 0 && (!waits || state.status != RunStatus::running)) write_end(*last);
}

void HistoryCsv::finish() {
    for (Last& last : last_) write_end(last);
    file_.commit();
}

}  // namespace talweg
