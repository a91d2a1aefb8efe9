// history.csv, row by row.
#include "app/cli/history_csv.h"

#include "core/base/text.h"
#include "core/history/series.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

std::string header(std::size_t parameters) {
    std::string text = "run,step,epoch,lr,loss,train_loss,validation_loss,grad_norm";
    for (std::size_t i = 0; i < parameters; ++i) text += ",theta_" + std::to_string(i);
    return text + '\n';
}

void append_number(std::string& row, double value) {
    row += ',';
    if (!std::isnan(value)) row += exact_text(value);
}

std::string row_of(const std::string& name, const RunState& state, std::size_t parameters) {
    std::string row = csv_text(name);
    row += ',';
    row += std::to_string(state.step);
    for (const double value : {state.epoch, state.rate, state.loss, state.train_loss, state.validation_loss,
                               state.gradient_norm}) {
        append_number(row, value);
    }
    for (std::size_t i = 0; i < parameters; ++i) {
        const auto index = static_cast<Index>(i);
        append_number(row, index < state.theta.size() ? state.theta[index] : kAbsent);
    }
    row += '\n';
    return row;
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

HistoryCsv::HistoryCsv(const std::filesystem::path& path, std::size_t parameters, Step every)
    : file_(path), parameters_(std::min(parameters, kRecordedParameters)), every_(std::max<Step>(every, 1)) {
    file_.append(header(parameters_));
}

HistoryCsv::Last* HistoryCsv::find(std::uint64_t id) {
    const auto found =
        std::find_if(last_.begin(), last_.end(), [&](const Last& last) { return last.id == id; });
    return found == last_.end() ? nullptr : &*found;
}

void HistoryCsv::add(const RunSpec& run, const RunState& state) {
    Last* last = find(run.id);
    if (last == nullptr) {
        last_.push_back({run.id, run.name, state, false});
        last = &last_.back();
    } else if (last->state.step == state.step && last->written) {
        return;
    } else {
        last->state = state;
    }
    last->written = state.step % every_ == 0;
    if (last->written) file_.append(row_of(run.name, state, parameters_));
}

void HistoryCsv::finish() {
    for (const Last& last : last_) {
        if (!last.written) file_.append(row_of(last.name, last.state, parameters_));
    }
    file_.commit();
}

}  // namespace talweg
