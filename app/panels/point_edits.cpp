// Edits of points by hand.
#include "app/panels/point_edits.h"

#include "app/panels/edits.h"
#include "core/base/text.h"
#include "core/data/split.h"
#include "core/train/catalogue.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

std::size_t point_total(const Experiment& experiment, const Dataset& data) {
    if (experiment.data.part.kind == "table") return experiment.data.table.y.size();
    return static_cast<std::size_t>(data.all_rows());
}

/// The classes get names of their own, and the targets are indices of them.
void name_classes(Table& table, const HandClasses& classes) {
    if (classes.indices) return;
    for (double& y : table.y) y = static_cast<double>(classes.index(y));
    table.classes = classes.names;
}

/// The target of the point nearest to a place in a plane, by shares of what the points span.
double nearest_target(const Table& table, const DataLook& look, PointSpot spot) {
    const auto columns = table.inputs;
    const auto across = static_cast<std::size_t>(look.across);
    const auto up = static_cast<std::size_t>(look.up);
    ColumnExtent x;
    ColumnExtent y;
    for (std::size_t i = 0; i < table.y.size(); ++i) {
        x.take(table.x[i * columns + across]);
        y.take(table.x[i * columns + up]);
    }
    const double wide = std::max(x.high - x.low, 1e-300);
    const double tall = std::max(y.high - y.low, 1e-300);
    double target = 0.0;
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < table.y.size(); ++i) {
        const double distance = std::hypot((table.x[i * columns + across] - spot.x) / wide,
                                           (table.x[i * columns + up] - spot.y) / tall);
        if (!(distance < best)) continue;
        best = distance;
        target = table.y[i];
    }
    return target;
}

/// So few points that, with those that are held back, one is left to learn from.
std::size_t fewest_points(const DataChoice& data) {
    std::size_t fewest = 1;
    while (fewest < data.table.y.size() && split_counts(fewest, data.validation, data.test).train == 0)
        ++fewest;
    return fewest;
}

/// Of the points that are to go, the last ones stay where too few would be left. True: some stay.
bool keep_fewest(const DataChoice& data, std::vector<bool>& gone) {
    auto left = static_cast<std::size_t>(std::count(gone.begin(), gone.end(), false));
    const std::size_t fewest = fewest_points(data);
    if (left >= fewest) return false;
    for (std::size_t row = gone.size(); row-- > 0 && left < fewest;) {
        if (!gone[row]) continue;
        gone[row] = false;
        ++left;
    }
    return true;
}

std::string stay_words(std::size_t points) {
    if (points == 1) return "One point stays: without data there is nothing to learn";
    return points_text(points) + " stay: one to learn from, and what is held back for validation and test";
}

}  // namespace

std::string points_text(std::size_t count) {
    return grouped_text(count) + (count == 1 ? " point" : " points");
}

bool can_edit_points(const Experiment& experiment, const Dataset& data) {
    if (experiment.function || point_total(experiment, data) > kMostHandPoints) return false;
    if (experiment.data.part.kind == "table") return true;
    return data.x.cols() > 0 && data.y.cols() == 1 && data.rows() > 0;
}

std::string edit_trouble(const Experiment& experiment, const Dataset& data) {
    if (experiment.function || point_total(experiment, data) <= kMostHandPoints) return {};
    const std::string& kind = experiment.data.part.kind;
    const std::string instead = kind == "table" ? "Change these numbers in the experiment's file"
                                : kind == "csv" ? "Change these in their file, and open it again"
                                                : "Let 'Points' make fewer, and they can be moved";
    return points_text(point_total(experiment, data)) + ", and by hand at most " +
           grouped_text(kMostHandPoints) + " are added, moved or deleted. " + instead;
}

Experiment with_table(const Experiment& experiment, const Dataset& data) {
    Experiment next = experiment;
    if (next.data.part.kind == "table") return next;
    next.data.part = {"table", {}};
    Dataset all = whole_dataset(data);
    if (!all.x_scale.empty()) {  // made again: a way back from scaled inputs would cost their last digit
        Experiment plain = experiment;
        plain.data.scaling = "none";
        all = whole_dataset(make_dataset(plain));
    }
    Table table;
    table.inputs = static_cast<std::size_t>(all.x.cols());
    table.x.reserve(static_cast<std::size_t>(all.x.size()));
    for (Index row = 0; row < all.x.rows(); ++row) {
        for (Index input = 0; input < all.x.cols(); ++input) table.x.push_back(all.x(row, input));
    }
    table.y.assign(all.y.data(), all.y.data() + all.y.rows());
    table.classes = all.classes;
    next.data.table = std::move(table);
    return next;
}

PointSpot spot_of(const Table& table, std::size_t row, const DataLook& look, const HandClasses& classes) {
    const double* x = table.x.data() + row * table.inputs;
    const bool plane = look.picture == DataPicture::plane;
    return {x[look.across], plane ? x[look.up] : classes.level(table.y[row])};
}

void put(Table& table, std::size_t row, const DataLook& look, const HandClasses& classes, PointSpot spot) {
    double* x = table.x.data() + row * table.inputs;
    x[look.across] = spot.x;
    if (look.picture == DataPicture::plane)
        x[look.up] = spot.y;
    else
        table.y[row] = classes.target_at(spot.y);
}

void set_table(UiState& ui, Table table, std::string_view label, std::uint64_t gesture) {
    Experiment next = ui.document.experiment();
    next.data.part = {"table", {}};
    next.data.table = std::move(table);
    if (ui.edit(std::move(next), label, gesture))
        ui.points.adopt(ui.document.experiment(), ui.document.experiment().data.table.y.size());
}

void add_point(UiState& ui, const Snapshot& now, const DataLook& look, PointSpot spot) {
    if (!can_edit_points(ui.document.experiment(), now.data)) return;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    Table table = with_table(ui.document.experiment(), now.data).data.table;
    // What one points at is still the picture of points with other columns.
    if (static_cast<Index>(table.inputs) != now.data.x.cols()) return;
    const Vector mean = mean_inputs(now);
    double target = 0.0;
    if (look.picture == DataPicture::plane) {
        target = classes.any() ? classes.target(std::min(ui.point_class, classes.names.size() - 1))
                               : nearest_target(table, look, spot);
    }
    for (std::size_t input = 0; input < table.inputs; ++input) {
        const auto column = static_cast<Index>(input);
        table.x.push_back(column < mean.size() ? mean[column] : 0.0);
    }
    table.y.push_back(target);
    put(table, table.y.size() - 1, look, classes, spot);
    ui.points.clear();
    set_table(ui, std::move(table), "Add point");
}

void delete_points(UiState& ui, const Snapshot& now, const std::vector<std::size_t>& rows) {
    if (rows.empty() || !can_edit_points(ui.document.experiment(), now.data)) return;
    Experiment next = with_table(ui.document.experiment(), now.data);
    Table& table = next.data.table;
    std::vector<bool> gone(table.y.size(), false);
    for (const std::size_t row : rows)
        if (row < gone.size()) gone[row] = true;
    if (std::find(gone.begin(), gone.end(), true) == gone.end()) return;
    const bool some_stay = keep_fewest(next.data, gone);
    const auto count = static_cast<std::size_t>(std::count(gone.begin(), gone.end(), true));
    const std::string stays = some_stay ? stay_words(gone.size() - count) : std::string();
    if (count == 0) {
        ui.say(stays);
        return;
    }
    std::size_t kept = 0;
    for (std::size_t row = 0; row < gone.size(); ++row) {
        if (gone[row]) continue;
        std::copy_n(table.x.begin() + static_cast<std::ptrdiff_t>(row * table.inputs), table.inputs,
                    table.x.begin() + static_cast<std::ptrdiff_t>(kept * table.inputs));
        table.y[kept++] = table.y[row];
    }
    table.x.resize(kept * table.inputs);
    table.y.resize(kept);
    fit_batches(next);
    const std::string label = count == 1 ? "Delete point" : "Delete " + points_text(count);
    if (!ui.edit(std::move(next), label)) return;
    if (some_stay) ui.say(stays);
    ui.points.clear();
}

void set_class(UiState& ui, const Snapshot& now, const std::vector<std::size_t>& rows, std::size_t index) {
    if (!can_edit_points(ui.document.experiment(), now.data)) return;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    if (index >= classes.names.size()) return;
    Table table = with_table(ui.document.experiment(), now.data).data.table;
    for (const std::size_t row : rows)
        if (row < table.y.size()) table.y[row] = classes.target(index);
    set_table(ui, std::move(table), "Change class");
}

void add_class(UiState& ui, const Snapshot& now) {
    if (!can_edit_points(ui.document.experiment(), now.data)) return;
    const Experiment before = ui.document.experiment();
    const HandClasses classes = hand_classes(before, now);
    if (!classes.any()) return;
    Experiment next = with_table(before, now.data);
    Table& table = next.data.table;
    name_classes(table, classes);
    table.classes.push_back(free_class_name(table.classes));
    const std::size_t count = table.classes.size();
    std::string said = "New points are of class " + table.classes.back();
    const bool two = classes.task == Task::binary || classes.task == Task::margin;
    if (two && count > 2) {
        next.loss = {"cross_entropy", {}};
        said += ". Loss set to " + std::string(loss_part("cross_entropy").info.title) +
                ", which knows more than two classes";
    }
    fit_starts(before, next);
    if (!ui.edit(std::move(next), "Add class")) return;
    ui.points.adopt(ui.document.experiment(), ui.document.experiment().data.table.y.size());
    ui.point_class = count - 1;
    ui.say(said);
}

void rename_class(UiState& ui, const Snapshot& now, std::size_t index, const std::string& name) {
    if (!can_edit_points(ui.document.experiment(), now.data)) return;
    const HandClasses classes = hand_classes(ui.document.experiment(), now);
    if (index >= classes.names.size()) return;
    Table table = with_table(ui.document.experiment(), now.data).data.table;
    name_classes(table, classes);
    table.classes[index] = name;
    set_table(ui, std::move(table), "Rename class");
}

}  // namespace talweg
