// The rules as tables, and the scanner that applies them to one file.
#include "tests/architecture/rules.h"

#include "tests/architecture/names.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <sstream>

namespace talweg::architecture {
namespace {

constexpr int kLongestFile = 350;

struct Floor {
    std::string_view folder;
    int number;
    /// Folders of the same floor that it may not know either; "*": every other one of that number.
    std::string_view stranger = "";
};
constexpr Floor kFloors[] = {
    {"core/base/", 0},      {"core/data/", 1, "*"},  {"core/model/", 1, "*"},
    {"core/loss/", 1, "*"}, {"core/optim/", 1, "*"}, {"core/schedule/", 1, "*"},
    {"core/objective/", 2}, {"core/train/", 3},      {"core/history/", 3},
    {"core/surface/", 3},   {"core/study/", 3},      {"core/worker/", 4, "*"},
    {"app/plot/", 4, "*"},  {"app/views/", 5},       {"app/panels/", 6, "app/shell/"},
    {"app/shell/", 6},      {"app/cli/", 7},         {"app/main.cpp", 7},
};

/// An outside header (by the beginning of its name) and the only places that may include it.
struct Outsider {
    std::string_view header;
    std::string_view allowed[4];
};
constexpr Outsider kOutsiders[] = {
    {"imgui", {"app/shell/", "app/panels/", "tests/"}},
    {"GLFW/", {"app/shell/", "tests/bench/"}},
    {"GL/", {"app/shell/", "tests/bench/"}},
    {"cairo", {"app/plot/cairo_painter.cpp", "tests/"}},
    {"ft2build.h", {"app/plot/font", "app/plot/cairo_painter.cpp"}},
    {"freetype", {"app/plot/font", "app/plot/cairo_painter.cpp"}},
    {"fontconfig/", {"app/plot/font", "app/plot/cairo_painter.cpp"}},
    {"CLI/", {"app/cli/", "app/main.cpp"}},
    {"Random123/", {"core/base/"}},
    {"tao/pegtl", {"core/objective/"}},
    {"iostream", {"app/main.cpp", "app/cli/", "tests/"}},
    {"doctest/", {"tests/"}},
    {"rapidcheck", {"tests/"}},
    {"benchmark/", {"tests/bench/"}},
};
/// The clock never reaches the numbers: in core it is the worker's alone.
constexpr std::string_view kClocks[] = {"chrono", "ctime", "time.h", "sys/time.h"};

/// Folders whose parts do not know each other: files whose name ends in `suffix`, but for those that all
/// share.
struct Shelf {
    std::string_view folder;
    std::string_view suffix;
    std::array<std::string_view, 5> shared;
};
constexpr Shelf kShelves[] = {
    {"core/optim/",
     "",
     {"core/optim/optimizer", "core/optim/knobs", "core/optim/line_search", "core/optim/dense",
      "core/optim/moments"}},
    {"core/model/", "", {"core/model/model", "core/model/init", "core/model/activation", "core/model/dense"}},
    {"app/panels/", "_panel", {}},
};

/// Plain values that cross threads: nothing in them may point outside.
constexpr std::string_view kValueFiles[] = {"core/worker/snapshot.h", "core/worker/command.h"};
constexpr std::string_view kNotAValue[] = {"unique_ptr",  "shared_ptr",   "weak_ptr", "reference_wrapper",
                                           "mutex",       "atomic",       "lock",     "std::span",
                                           "string_view", "std::function"};

std::string place(std::string_view path, int line) {
    return std::string(path) + ":" + std::to_string(line) + ": ";
}

const Floor* floor_of(std::string_view path) {
    const auto found =
        std::ranges::find_if(kFloors, [&](const Floor& f) { return path.starts_with(f.folder); });
    return found == std::end(kFloors) ? nullptr : &*found;
}

/// The file's text with comments and the insides of strings blanked; line ends stay.
std::string without_comments(std::string_view text) {
    enum class In { code, line_comment, block_comment, string } in = In::code;
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (in == In::code) {
            if (c == '/' && next == '/') in = In::line_comment;
            if (c == '/' && next == '*') in = In::block_comment;
            if (c == '"') in = In::string;
            if (in == In::line_comment || in == In::block_comment) out[i] = ' ';
        } else if (in == In::string) {
            if (c == '\\') {
                ++i;
            } else if (c == '"' || c == '\n') {
                in = In::code;
            }
        } else {
            const bool ends_block = in == In::block_comment && c == '*' && next == '/';
            if (c != '\n') out[i] = ' ';
            if (ends_block) out[++i] = ' ';
            if (ends_block || (in == In::line_comment && c == '\n')) in = In::code;
        }
    }
    return out;
}

struct Include {
    std::string_view name;
    bool quoted;
};

std::optional<Include> include_in(std::string_view line) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == line.npos || line[hash] != '#') return {};
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == line.npos || !line.substr(word).starts_with("include")) return {};
    const std::size_t open = line.find_first_of("<\"", word);
    if (open == line.npos) return {};
    const std::size_t close = line.find_first_of(">\"", open + 1);
    if (close == line.npos) return {};
    return Include{line.substr(open + 1, close - open - 1), line[open] == '"'};
}

/// "core/optim/sgd" of "core/optim/sgd.cpp" and of "core/optim/sgd.h".
std::string_view stem(std::string_view path) { return path.substr(0, path.rfind('.')); }

bool is_part(const Shelf& shelf, std::string_view path) {
    const std::string_view name = stem(path);
    return name.starts_with(shelf.folder) && name.ends_with(shelf.suffix) &&
           std::ranges::find(shelf.shared, name) == shelf.shared.end();
}

/// Why `path` may not include the project's own `header`; nothing when it may.
std::optional<std::string> own_include_fault(std::string_view path, std::string_view header) {
    const Floor* to = floor_of(header);
    if (!to) {
        if (header.starts_with("tests/") && path.starts_with("tests/")) return {};
        return "is not a path from the root to a floor of the house";
    }
    const Floor* from = floor_of(path);
    if (!from) return {};  // tests may look at everything
    if (to->number > from->number) {
        return "is on floor " + std::to_string(to->number) + ", above this file's floor " +
               std::to_string(from->number);
    }
    const bool neighbours = to != from && to->number == from->number;
    if (neighbours && (from->stranger == "*" || from->stranger == to->folder)) {
        return "belongs to a neighbour that this folder does not know";
    }
    for (const Shelf& shelf : kShelves) {
        if (is_part(shelf, path) && is_part(shelf, header) && stem(path) != stem(header)) {
            return "is another part of the same shelf; parts do not know each other";
        }
    }
    return {};
}

std::optional<std::string> outside_include_fault(std::string_view path, std::string_view header) {
    for (const Outsider& outsider : kOutsiders) {
        if (!header.starts_with(outsider.header)) continue;
        const bool allowed = std::ranges::any_of(
            outsider.allowed, [&](std::string_view at) { return !at.empty() && path.starts_with(at); });
        if (!allowed) return "is not for this folder";
    }
    const bool in_core = path.starts_with("core/") && !path.starts_with("core/worker/");
    if (in_core && std::ranges::find(kClocks, header) != std::end(kClocks)) {
        return "is for core/worker alone: no clock may reach the numbers";
    }
    return {};
}

/// Members of a value that crosses threads: a declaration ends in ';' and has no parenthesis.
std::optional<std::string> member_fault(std::string_view line) {
    for (const std::string_view word : kNotAValue) {
        if (line.find(word) != line.npos) return "a value that crosses threads has no " + std::string(word);
    }
    const bool member = line.find(';') != line.npos && line.find('(') == line.npos;
    if (member && line.find_first_of("*&") != line.npos) {
        return "a value that crosses threads has no pointer and no reference";
    }
    return {};
}

}  // namespace

std::vector<std::string> check_source(std::string_view path, std::string_view text) {
    std::vector<std::string> faults;
    if (!text.starts_with("//"))
        faults.push_back(place(path, 1) + "the first line does not say what the file is");
    if (path.ends_with(".h") && text.find("#pragma once") == text.npos) {
        faults.push_back(place(path, 1) + "a header without #pragma once");
    }
    const bool value_file = std::ranges::find(kValueFiles, path) != std::end(kValueFiles);
    const std::string code = without_comments(text);
    std::istringstream lines(code);
    std::string line;
    int number = 0;
    while (std::getline(lines, line)) {
        ++number;
        if (const auto include = include_in(line)) {
            const auto fault = include->quoted ? own_include_fault(path, include->name)
                                               : outside_include_fault(path, include->name);
            if (fault) faults.push_back(place(path, number) + std::string(include->name) + " " + *fault);
        } else if (value_file) {
            if (const auto fault = member_fault(line)) faults.push_back(place(path, number) + *fault);
        }
    }
    if (number > kLongestFile) {
        faults.push_back(place(path, number) + "the file has more than " + std::to_string(kLongestFile) +
                         " lines: look for the second thing that it does");
    }
    return faults;
}

std::vector<std::string> check_tree(const std::filesystem::path& root, int& checked) {
    std::vector<std::filesystem::path> files;
    for (const char* folder : {"app", "core", "tests"}) {
        if (!std::filesystem::exists(root / folder)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp")) {
                files.push_back(entry.path());
            }
        }
    }
    std::ranges::sort(files);
    std::vector<std::string> faults;
    TypeNames names;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        const std::string path = file.lexically_relative(root).generic_string();
        const auto found = check_source(path, text);
        faults.insert(faults.end(), found.begin(), found.end());
        if (path.starts_with("tests/")) continue;  // each of its folders is a program of its own
        const auto twice = names.add(path, text);
        faults.insert(faults.end(), twice.begin(), twice.end());
    }
    checked = static_cast<int>(files.size());
    return faults;
}

}  // namespace talweg::architecture
