// The [data] section of an experiment's file.
#include "core/data/scaling.h"
#include "core/train/check.h"
#include "core/train/csv_section.h"
#include "core/train/csv_source.h"
#include "core/train/section_readers.h"

#include <algorithm>

namespace talweg {
namespace {

void read_rows(const Section& section, const toml::array& rows, Table& table) {
    const bool nested = !rows.empty() && rows.get(0)->is_array();
    if (!nested) {
        table.x = section.numbers("x", rows);
        return;
    }
    table.inputs = rows.get(0)->as_array()->size();
    for (const toml::node& row : rows) {
        const std::size_t line = row.source().begin.line;
        if (!row.is_array()) section.wrong_type("x", row, "either numbers or rows of numbers throughout");
        const std::vector<double> values = section.numbers("x", *row.as_array());
        if (values.empty()) section.fail(line, "'x' must not have an empty row");
        if (values.size() != table.inputs) {
            section.fail(line, "'x' must have " + std::to_string(table.inputs) +
                                   " numbers in every row, as in the first, not " +
                                   std::to_string(values.size()));
        }
        table.x.insert(table.x.end(), values.begin(), values.end());
    }
}

std::vector<std::string> read_classes(const Section& section) {
    const toml::node* node = section.get("classes");
    std::vector<std::string> names;
    if (node == nullptr) return names;
    if (!node->is_array() || node->as_array()->empty())
        section.wrong_type("classes", *node, "a list of names in quotes");
    for (const toml::node& name : *node->as_array()) {
        if (!name.is_string()) section.wrong_type("classes", name, "a list of names in quotes");
        names.push_back(**name.as_string());
    }
    return names;
}

/// Numbers, indices of the classes, or the names of these: without 'classes' in the order that they come in.
void read_targets(const Section& section, const toml::array& targets, Table& table) {
    table.classes = read_classes(section);
    const bool named = !targets.empty() && targets.get(0)->is_string();
    if (!named) {
        table.y = section.numbers("y", targets);
        return;
    }
    const bool known = !table.classes.empty();
    for (const toml::node& node : targets) {
        if (!node.is_string()) section.wrong_type("y", node, "either numbers or names of classes throughout");
        const std::string& name = **node.as_string();
        const auto found = std::find(table.classes.begin(), table.classes.end(), name);
        if (found == table.classes.end() && known) {
            const Names names(table.classes.begin(), table.classes.end());
            const std::string_view near = nearest_name(name, names);
            section.fail(node.source().begin.line,
                         "'y' has the class '" + name + "', which is not in 'classes'" +
                             (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
        }
        table.y.push_back(static_cast<double>(found - table.classes.begin()));
        if (found == table.classes.end()) table.classes.push_back(name);
    }
}

}  // namespace

DataChoice read_data(const Section& section) {
    DataChoice data;
    const std::string kind = section.text("kind", "table");
    Names keys{"validation", "test", "split_seed", "stratified", "scaling"};
    if (kind == "table") keys.insert(keys.end(), {"x", "y", "classes"});
    if (kind == "csv") keys.insert(keys.end(), csv_keys().begin(), csv_keys().end());
    data.part = read_part(section, "table", dataset_part, keys);
    const auto share = [&section](const char* key) {
        const double value = read_number(section, key).value_or(0.0);
        section.at(key, [&] { check_share(key, value); });
        return value;
    };
    data.validation = share("validation");
    data.test = share("test");
    if (section.get("split_seed") != nullptr) data.split_seed = section.whole("split_seed", 0, 0);
    data.stratified = section.flag("stratified", false);
    data.scaling = section.text("scaling", data.scaling);
    section.at("scaling", [&] { check_scaling(data.scaling); });
    if (kind == "csv") {
        data.csv = read_csv_choice(section);
        data.csv.path = path_from_file(data.csv.path, std::filesystem::path(section.file()));
        if (!section.reads_data()) return data;
        // Also where the file was read before and what it held is still known.
        if (const std::string trouble = csv_file_trouble(data.csv); !trouble.empty()) {
            try {
                section.at("path", [&] { throw Error(trouble); });
            } catch (const Error& error) {
                throw DataFileError(error.what(), data.csv.path);
            }
        }
        section.at("path", [&] { check_data(data); });
    }
    if (data.part.kind != "table") {
        section.at("kind", [&] {
            check_data(data);
            check_split(data);
        });
        return data;
    }
    for (const char* key : {"x", "y"}) {
        const toml::node* node = section.get(key);
        if (node == nullptr)
            section.fail(section.line(""), "needs '" + std::string(key) + "', a list of numbers");
        if (!node->is_array()) section.wrong_type(key, *node, "a list of numbers");
    }
    read_rows(section, *section.get("x")->as_array(), data.table);
    read_targets(section, *section.get("y")->as_array(), data.table);
    section.at_named("y", [&] { check_data(data); });
    section.at(data.stratified ? "stratified" : "validation", [&] { check_split(data); });
    return data;
}

}  // namespace talweg
