// The points of a table as a data set.
#include "core/data/table.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

[[noreturn]] void refuse_value(const std::string& name, double value) {
    throw Error(name + " is " + exact_text(value) + "; every number of a table must be finite");
}

/// A class for every target, and for every class a name of its own.
void check_classes(const Table& table) {
    for (auto name = table.classes.begin(); name != table.classes.end(); ++name) {
        if (name->empty()) throw Error("a name in 'classes' is empty");
        if (std::find(table.classes.begin(), name, *name) != name) {
            throw Error("'classes' has the name '" + *name + "' twice");
        }
    }
    const auto count = static_cast<double>(table.classes.size());
    for (std::size_t i = 0; i < table.y.size(); ++i) {
        const double y = table.y[i];
        if (y >= 0.0 && y < count && std::trunc(y) == y) continue;
        throw Error("y of point " + std::to_string(i + 1) + " is " + exact_text(y) +
                    "; it must be one of the classes 0 to " + std::to_string(table.classes.size() - 1));
    }
}

}  // namespace

Dataset dataset_from_table(const Table& table) {
    const std::size_t inputs = table.inputs;
    if (inputs == 0) throw Error("a table needs at least one input column");
    if (table.x.empty() && table.y.empty()) throw Error("a table needs at least one point");
    if (table.x.size() % inputs != 0 || table.x.size() / inputs != table.y.size()) {
        throw Error("x has " + std::to_string(table.x.size() / inputs) + " rows and y has " +
                    std::to_string(table.y.size()) + " numbers; they must be as many");
    }
    const std::size_t rows = table.y.size();
    Dataset data;
    data.x.resize(static_cast<Index>(rows), static_cast<Index>(inputs));
    data.y.resize(static_cast<Index>(rows), 1);
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < inputs; ++j) {
            const double value = table.x[i * inputs + j];
            if (!std::isfinite(value)) {
                const std::string column = inputs == 1 ? "" : "[" + std::to_string(j + 1) + "]";
                refuse_value("x" + column + " of point " + std::to_string(i + 1), value);
            }
            data.x(static_cast<Index>(i), static_cast<Index>(j)) = value;
        }
        if (!std::isfinite(table.y[i])) refuse_value("y of point " + std::to_string(i + 1), table.y[i]);
        data.y(static_cast<Index>(i), 0) = table.y[i];
    }
    for (std::size_t j = 0; j < inputs; ++j) {
        data.x_names.push_back(inputs == 1 ? "x" : "x" + std::to_string(j + 1));
    }
    data.y_names = {table.classes.empty() ? "y" : "class"};
    if (!table.classes.empty()) check_classes(table);
    data.classes = table.classes;
    return data;
}

DatasetPart table_part() {
    return {{"table",
             "Table of points",
             "Points typed, pasted or dragged by hand.",
             "x and y as they stand in the table",
             "",
             {}},
            nullptr};
}

}  // namespace talweg
