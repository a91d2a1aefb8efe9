// Settings and state as TOML files.
#include "app/shell/settings_file.h"

#include "app/panels/board_layout.h"
#include "app/shell/xdg.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

namespace talweg {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kLimit = 1 << 20;
constexpr std::string_view kResiduals[] = {"none", "segments", "squares"};
constexpr std::string_view kLarge[] = {"best", "model", "data", "curves"};

toml::table parsed(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& problem) {
        throw Error(std::string(problem.description()));
    }
}

[[noreturn]] void wrong_type(std::string_view key) {
    throw Error("'" + std::string(key) + "' has another type");
}

void read(const toml::table& table, std::string_view key, bool& value) {
    if (const auto node = table[key]) {
        if (!node.is_boolean()) wrong_type(key);
        value = *node.value<bool>();
    }
}

void read(const toml::table& table, std::string_view key, double& value, double low, double high) {
    if (const auto node = table[key]) {
        if (!node.is_number()) wrong_type(key);
        const double given = *node.value<double>();
        if (std::isfinite(given)) value = std::clamp(given, low, high);
    }
}

void read(const toml::table& table, std::string_view key, int& value, int low, int high) {
    double number = value;
    read(table, key, number, low, high);
    value = static_cast<int>(std::lround(number));
}

void read(const toml::table& table, std::string_view key, std::string& value) {
    if (const auto node = table[key]) {
        if (!node.is_string()) wrong_type(key);
        value = *node.value<std::string>();
    }
}

void read_layout(const toml::table& table, LayoutSettings& layout) {
    read(table, "side_width", layout.side_width, kLeastSide, kMostSide);
    read(table, "side_folded", layout.side_folded);
    read(table, "surface_share", layout.surface_share, 0.1, 0.9);
    read(table, "data_share", layout.data_share, 0.1, 0.9);
}

/// By name; earlier versions wrote a number, 3 for the board.
void read_what(const toml::table& table, std::optional<ViewId>& view) {
    if (table["what"].is_integer()) {
        int number = 3;
        read(table, "what", number, 0, 3);
        if (number < 3) view = static_cast<ViewId>(number);
        return;
    }
    std::string name = "board";
    read(table, "what", name);
    for (const ViewId each : kViews)
        if (view_name(each) == name) view = each;
}

void read_export(const toml::table& table, ExportSettings& out) {
    read_what(table, out.view);
    read(table, "format", out.format);
    if (out.format != "svg" && out.format != "pdf" && out.format != "csv") out.format = "png";
    read(table, "width", out.width, 64, 16384);
    read(table, "height", out.height, 64, 16384);
    read(table, "dpi", out.dpi, 24.0, 1200.0);
    read(table, "theme", out.theme);
    if (out.theme != "light" && out.theme != "dark") out.theme.clear();
    read(table, "folder", out.folder);
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 || code == 0x7F) {  // a folder's name may hold them, TOML text may not
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            out += "\\u00";
            out += kDigits[code >> 4];
            out += kDigits[code & 0xF];
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string line(std::string_view key, const std::string& value) {
    return std::string(key) + " = " + value + "\n";
}
std::string number(double value) {
    const std::string text = exact_text(value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}
std::string truth(bool value) { return value ? "true" : "false"; }

// Reads one file; what is wrong with it is said, and the file is kept aside.
template <class Value, class Parse>
void load(const std::optional<fs::path>& folder, const char* name, Value& value, Parse parse,
          std::string& notice) {
    if (!folder) return;
    const fs::path path = *folder / name;
    std::error_code none;
    if (!fs::exists(path, none)) return;
    try {
        value = parse(read_text_file(path, kLimit));
    } catch (const Error& problem) {
        fs::path aside = path;
        aside += ".bak";
        fs::rename(path, aside, none);
        notice = path.string() + " could not be read (" + problem.what() + "); it is now " +
                 aside.filename().string() + ", and the defaults are used.";
    }
}

std::string store(const std::optional<fs::path>& folder, const char* name, const std::string& text) {
    if (!folder) return {};
    std::error_code problem;
    const bool fresh = fs::create_directories(*folder, problem);
    if (problem) return "Cannot create " + folder->string() + ": " + problem.message() + ".";
    if (fresh) fs::permissions(*folder, fs::perms::owner_all, problem);
    try {
        write_file(*folder / name, text);
    } catch (const Error& wrong) {
        return wrong.what();
    }
    return {};
}

}  // namespace

namespace {

/// Earlier versions knew steps and epochs only, as a switch.
void read_axis(const toml::table& table, CurvesViewOptions::Axis& axis) {
    bool epochs = false;
    read(table, "epochs", epochs);
    if (epochs) axis = CurvesViewOptions::Axis::epochs;
    std::string name(axis_name(axis));
    read(table, "axis", name);
    for (const CurvesViewOptions::Axis known : kCurveAxes)
        if (axis_name(known) == name) axis = known;
}

}  // namespace

AppSettings parse_settings(std::string_view text) {
    const toml::table table = parsed(text);
    AppSettings settings;
    read(table, "theme", settings.theme);
    if (settings.theme != "dark") settings.theme = "light";
    read(table, "zoom", settings.zoom, kLeastZoom, kMostZoom);
    read(table, "projector", settings.projector);
    read(table, "ghosts", settings.ghosts);
    read(table, "closed_form", settings.closed_form);
    read(table, "smoothing", settings.smoothing, 0.0, 0.99);
    read(table, "speed", settings.speed, 0.0, 1e9);
    std::string large(kLarge[static_cast<int>(settings.large)]);
    read(table, "large", large);
    for (int i = 0; i < 4; ++i)
        if (kLarge[i] == large) settings.large = static_cast<LargeView>(i);
    read(table, "network", settings.network);
    read(table, "each_layer", settings.each_layer);
    read_axis(table, settings.axis);
    std::string residuals(kResiduals[static_cast<int>(settings.residuals)]);
    read(table, "residuals", residuals);
    for (int i = 0; i < 3; ++i)
        if (kResiduals[i] == residuals) settings.residuals = static_cast<DataViewOptions::Residuals>(i);
    if (const auto* layout = table["layout"].as_table()) read_layout(*layout, settings.layout);
    if (const auto* last = table["export"].as_table()) read_export(*last, settings.export_settings);
    return settings;
}

std::string settings_text(const AppSettings& settings) {
    const LayoutSettings& layout = settings.layout;
    const ExportSettings& last = settings.export_settings;
    return line("theme", quoted(settings.theme)) + line("zoom", number(settings.zoom)) +
           line("projector", truth(settings.projector)) +
           line("residuals", quoted(std::string(kResiduals[static_cast<int>(settings.residuals)]))) +
           line("ghosts", truth(settings.ghosts)) + line("closed_form", truth(settings.closed_form)) +
           line("smoothing", number(settings.smoothing)) +
           line("axis", quoted(std::string(axis_name(settings.axis)))) +
           line("large", quoted(std::string(kLarge[static_cast<int>(settings.large)]))) +
           line("network", truth(settings.network)) + line("each_layer", truth(settings.each_layer)) +
           line("speed", number(settings.speed)) + "\n[layout]\n" +
           line("side_width", number(layout.side_width)) + line("side_folded", truth(layout.side_folded)) +
           line("surface_share", number(layout.surface_share)) +
           line("data_share", number(layout.data_share)) + "\n[export]\n" +
           line("what", quoted(std::string(last.view ? view_name(*last.view) : "board"))) +
           line("format", quoted(last.format)) + line("width", std::to_string(last.width)) +
           line("height", std::to_string(last.height)) + line("dpi", number(last.dpi)) +
           line("theme", quoted(last.theme)) + line("folder", quoted(last.folder));
}

AppState parse_state(std::string_view text) {
    const toml::table table = parsed(text);
    AppState state;
    read(table, "width", state.width, 640, 16384);
    read(table, "height", state.height, 480, 16384);
    read(table, "maximised", state.maximised);
    if (const auto* recent = table["recent"].as_array())
        for (const auto& node : *recent)
            if (const auto path = node.value<std::string>(); path && state.recent.size() < kMostRecent)
                state.recent.emplace_back(*path);
    return state;
}

std::string state_text(const AppState& state) {
    std::string text = line("width", std::to_string(state.width)) +
                       line("height", std::to_string(state.height)) +
                       line("maximised", truth(state.maximised)) + "recent = [\n";
    for (const fs::path& path : state.recent) text += "    " + quoted(path.string()) + ",\n";
    return text + "]\n";
}

Remembered load_remembered() {
    Remembered remembered;
    load(config_folder(), "settings.toml", remembered.settings, parse_settings, remembered.notice);
    load(state_folder(), "state.toml", remembered.state, parse_state, remembered.notice);
    return remembered;
}

std::string save_remembered(const AppSettings& settings, const AppState& state) {
    std::string problem = store(config_folder(), "settings.toml", settings_text(settings));
    const std::string second = store(state_folder(), "state.toml", state_text(state));
    return problem.empty() ? second : problem;
}

}  // namespace talweg
