// Points of a file, or of the clipboard, taken into an experiment.
#include "app/panels/csv_edit.h"

#include "app/panels/data_kind.h"
#include "app/panels/edits.h"

namespace talweg {

bool fits_table(const CsvData& csv) {
    const Dataset& data = csv.data;
    const bool numbers = data.x_names == csv.report.inputs;  // no column is spread over its names
    return numbers && data.x.cols() <= 2 && data.rows() <= kMostTableRows && csv.report.missing == 0;
}

DataChoice data_of(const TakenData& taken) {
    DataChoice data;
    const Dataset& points = taken.csv->data;
    if (!taken.choice.path.empty()) {
        data.part = {"csv", {}};
        data.csv = taken.choice;
        return data;
    }
    data.table.inputs = static_cast<std::size_t>(points.x.cols());
    for (Index row = 0; row < points.rows(); ++row) {
        for (Index input = 0; input < points.x.cols(); ++input) data.table.x.push_back(points.x(row, input));
    }
    data.table.y.assign(points.y.data(), points.y.data() + points.y.size());
    data.table.classes = points.classes;
    return data;
}

Experiment fresh_experiment(const TakenData& taken) {
    if (!taken.choice.path.empty()) keep_csv(taken.choice, taken.csv, taken.stamp);
    return experiment_with(data_of(taken), taken.csv->data, taken.title);
}

Experiment with_points(const Experiment& before, const TakenData& taken, std::string& said) {
    if (!taken.choice.path.empty()) keep_csv(taken.choice, taken.csv, taken.stamp);
    Experiment next = before;
    if (next.function) next.init = default_init(next.model);
    next.function.reset();
    DataChoice data = data_of(taken);
    next.data.part = std::move(data.part);
    next.data.csv = std::move(data.csv);
    next.data.table = std::move(data.table);
    if (!taken.csv->data.of_classes()) next.data.stratified = false;
    if (!numbered_classes(next, taken.csv->data)) said = fit_loss_to(next, taken.csv->data);
    fit_batches(next);
    fit_starts(before, next);
    make_objective(next);  // also what only shows when model, loss and points come together
    return next;
}

}  // namespace talweg
