// Experiments to TOML: the same experiment, the same bytes.
#include "core/base/text.h"
#include "core/objective/typed_function.h"
#include "core/train/csv_section.h"
#include "core/train/experiment_file.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace talweg {
namespace {

constexpr std::size_t kWidth = 100;

// Exact, and of the type that a reader expects: a whole number too large for TOML's 64 bits gets a point.
std::string number_text(double value) {
    std::string text = exact_text(value);
    const bool plain = text.find_first_of(".en") == std::string::npos;
    if (plain && (std::abs(value) >= 0x1.0p53 || (value == 0.0 && std::signbit(value)))) text += ".0";
    return text;
}

std::string escaped(char c) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\b':
            return "\\b";
        case '\t':
            return "\\t";
        case '\n':
            return "\\n";
        case '\f':
            return "\\f";
        case '\r':
            return "\\r";
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20 && code != 0x7f) return std::string(1, c);
    std::array<char, 8> buffer;
    std::snprintf(buffer.data(), buffer.size(), "\\u%04X", static_cast<unsigned>(code));
    return buffer.data();
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) result += escaped(c);
    return result + "\"";
}

// Long prose over several lines, joined again by TOML's line-ending backslash, which also swallows blanks
// after it: lines are broken only before a character that is none.
std::string prose(const std::string& text) {
    if (text.size() + 10 <= kWidth && text.find('\n') == std::string::npos) return quoted(text);
    std::string result = "\"\"\"\n";  // a line feed right here is not part of the text
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t word = text.find_first_of(" \n", i);
        const std::size_t length = (word == std::string::npos ? text.size() : word) - i;
        const bool starts_word = i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\n');
        const bool blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r';
        const bool full = column + length > kWidth - 2 || (i > 0 && text[i - 1] == '\n');
        if (starts_word && !blank && full && column > 0) {
            result += "\\\n";
            column = 0;
        }
        const std::string piece = escaped(text[i]);
        result += piece;
        column += piece.size();
    }
    return result + "\\\n\"\"\"";
}

std::string list_text(const std::vector<std::string>& items, std::size_t indent) {
    std::string text = "[";
    std::size_t column = indent + 1;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) {
            text += ",";
            if (column + items[i].size() + 3 > kWidth) {
                text += "\n" + std::string(indent + 1, ' ');
                column = indent + 1;
            } else {
                text += " ";
                column += 2;
            }
        }
        text += items[i];
        column += items[i].size();
    }
    return text + "]";
}

std::string list_text(const std::vector<double>& numbers, std::size_t indent) {
    std::vector<std::string> items;
    items.reserve(numbers.size());
    for (const double number : numbers) items.push_back(number_text(number));
    return list_text(items, indent);
}

std::string value_text(const KnobValue& value, std::size_t indent = 0) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return number_text(*real);
    if (const auto* items = std::get_if<std::vector<double>>(&value)) return list_text(*items, indent);
    const std::string& text = std::get<std::string>(value);
    if (text.find(", ") == std::string::npos) return quoted(text);
    std::vector<std::string> items;
    for (const std::string& item : split_choices(text)) items.push_back(quoted(item));
    return list_text(items, indent);
}

// { kind = "sequential", milestones = [10], schedules = [{ kind = "linear" }, …] } on one line, as TOML's
// inline tables must be.
std::string inline_text(const PartChoice& part, bool with_kind) {
    std::vector<std::string> items;
    if (with_kind) items.push_back("kind = " + quoted(part.kind));
    for (const auto& [name, value] : part.knobs) items.push_back(name + " = " + value_text(value));
    if (!part.parts.empty()) {
        std::string list;
        for (const PartChoice& each : part.parts) {
            list.append(list.empty() ? "" : ", ").append(inline_text(each, true));
        }
        items.push_back("schedules = [" + list + "]");
    }
    std::string text;
    for (const std::string& item : items) text.append(text.empty() ? " " : ", ").append(item);
    return text.empty() ? "{}" : "{" + text + " }";
}

std::string init_text(const Init& init) {
    if (!init.numbers.empty()) return list_text(init.numbers, 7);
    return init.knobs.empty() ? quoted(init.scheme) : inline_text({init.scheme, init.knobs}, true);
}

void add(std::string& text, std::string_view key, const std::string& value) {
    text.append(key).append(" = ").append(value).append("\n");
}

void add_part(std::string& text, const PartChoice& part) {
    add(text, "kind", quoted(part.kind));
    for (const auto& [name, value] : part.knobs) add(text, name, value_text(value));
}

// A formula says by itself what kind of function it is.
void add_function(std::string& text, const PartChoice& function) {
    const auto formula = function.knobs.find(kFormulaKind);
    if (function.kind != kFormulaKind || formula == function.knobs.end()) return add_part(text, function);
    add(text, kFormulaKind, quoted(std::get<std::string>(formula->second)));
    for (const auto& [name, value] : function.knobs) {
        if (name != kFormulaKind) add(text, name, value_text(value));
    }
}

void add_csv(std::string& text, const CsvChoice& choice) {
    for (const CsvKey& key : csv_choice_keys(choice)) {
        std::vector<std::string> items;
        for (const std::string& item : key.texts)
            items.push_back(key.type == CsvKey::Type::flag ? item : quoted(item));
        add(text, key.key, key.type == CsvKey::Type::list ? list_text(items, key.key.size() + 3) : items[0]);
    }
}

void add_data(std::string& text, const DataChoice& data) {
    text += "\n[data]\n";
    add_part(text, data.part);
    if (data.part.kind == "csv") add_csv(text, data.csv);
    if (data.validation != 0.0) add(text, "validation", number_text(data.validation));
    if (data.test != 0.0) add(text, "test", number_text(data.test));
    if (data.split_seed) add(text, "split_seed", std::to_string(*data.split_seed));
    if (data.stratified) add(text, "stratified", "true");
    if (data.scaling != "none") add(text, "scaling", quoted(data.scaling));
    if (data.part.kind != "table") return;
    const Table& table = data.table;
    if (!table.classes.empty()) {
        std::vector<std::string> names;
        for (const std::string& name : table.classes) names.push_back(quoted(name));
        add(text, "classes", list_text(names, 10));
    }
    if (table.inputs == 1) {
        add(text, "x", list_text(table.x, 4));
    } else {
        std::vector<std::string> rows;
        for (std::size_t i = 0; i + table.inputs <= table.x.size(); i += table.inputs) {
            const auto first = table.x.begin() + static_cast<std::ptrdiff_t>(i);
            rows.push_back(
                list_text(std::vector<double>(first, first + static_cast<std::ptrdiff_t>(table.inputs)), 5));
        }
        add(text, "x", list_text(rows, 4));
    }
    add(text, "y", list_text(table.y, 4));
}

void add_stop(std::string& text, const StopRules& stop) {
    if (stop == StopRules{}) return;
    text += "\n[stop]\n";
    const auto add_count = [&](const char* key, const std::optional<std::uint64_t>& count) {
        if (count) add(text, key, std::to_string(*count));
    };
    const auto add_limit = [&](const char* key, const std::optional<double>& limit) {
        if (limit) add(text, key, number_text(*limit));
    };
    const StopRules none;
    add_count("max_steps", stop.max_steps);
    add_count("max_epochs", stop.max_epochs);
    add_limit("loss", stop.loss);
    add_limit("grad_norm", stop.grad_norm);
    add_limit("parameter_change", stop.parameter_change);
    add_limit("loss_change", stop.loss_change);
    if (stop.loss_change_steps != none.loss_change_steps)
        add_count("loss_change_steps", stop.loss_change_steps);
    add_count("patience", stop.patience);
    if (stop.min_delta != none.min_delta) add_limit("min_delta", stop.min_delta);
    if (stop.restore_best) add(text, "restore_best", "true");
}

void add_run(std::string& text, const RunSpec& run) {
    text += "\n[[run]]\n";
    add(text, "name", quoted(run.name));
    add(text, "optimizer", quoted(run.optimizer.kind));
    add(text, "lr", number_text(run.lr));
    for (const auto& [name, value] : run.optimizer.knobs) add(text, name, value_text(value));
    if (run.batch > 0) add(text, "batch", std::to_string(run.batch));
    if (run.drop_last) add(text, "drop_last", "true");
    if (run.replacement) add(text, "replacement", "true");
    if (run.clip_value) add(text, "clip_value", number_text(*run.clip_value));
    if (run.clip_norm) add(text, "clip_norm", number_text(*run.clip_norm));
    for (const PartChoice& wrapper : run.wrappers) add(text, wrapper.kind, inline_text(wrapper, false));
    if (run.schedule.kind != "constant" || !run.schedule.knobs.empty()) {
        add(text, "schedule", inline_text(run.schedule, true));
    }
    if (run.init) add(text, "init", init_text(*run.init));
    if (!run.shown) add(text, "shown", "false");
    if (!run.color.empty()) add(text, "color", quoted(run.color));
}

}  // namespace

std::string experiment_text(const Experiment& experiment) {
    std::string text;
    if (!experiment.title.empty()) add(text, "title", quoted(experiment.title));
    if (!experiment.notes.empty()) add(text, "notes", prose(experiment.notes));
    add(text, "seed", std::to_string(experiment.seed));
    const Init absent = experiment.function ? Init{} : default_init(experiment.model);
    const bool starts = experiment.init != absent;
    if (experiment.function) {
        text += "\n[function]\n";
        add_function(text, *experiment.function);
        if (starts) add(text, "init", init_text(experiment.init));
    } else {
        add_data(text, experiment.data);
        text += "\n[model]\n";
        add_part(text, experiment.model);
        if (starts) add(text, "init", init_text(experiment.init));
        text += "\n[loss]\n";
        add_part(text, experiment.loss);
        if (experiment.penalty.l1 != 0.0) add(text, "l1", number_text(experiment.penalty.l1));
        if (experiment.penalty.l2 != 0.0) add(text, "l2", number_text(experiment.penalty.l2));
        if (experiment.penalty.biases) add(text, "penalise_biases", "true");
    }
    add_stop(text, experiment.stop);
    for (const RunSpec& run : experiment.runs) add_run(text, run);
    return text;
}

}  // namespace talweg
