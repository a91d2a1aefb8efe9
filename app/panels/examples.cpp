// Experiments and data that come with the program, found from its own place.
#include "app/panels/examples.h"

#include "core/train/experiment_file.h"

#include <algorithm>
#include <system_error>

namespace talweg {

namespace {

namespace fs = std::filesystem;

fs::path shelf_beside(const fs::path& program, const char* shelf) {
    return (program.parent_path() / TALWEG_SHARE / shelf).lexically_normal();
}

/// What stands directly in a folder, sorted by name: its folders, or its files of that ending.
std::vector<fs::path> entries_of(const fs::path& folder, bool folders, const char* ending) {
    std::vector<fs::path> found;
    std::error_code problem;
    fs::directory_iterator entry(folder, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        std::error_code none;
        const bool right = folders ? entry->is_directory(none) : entry->path().extension() == ending;
        if (right) found.push_back(entry->path());
    }
    std::ranges::sort(found);
    return found;
}

std::string spaced(std::string name) {
    std::ranges::replace(name, '-', ' ');
    return name;
}

ExampleGroup group_of(std::string title, const fs::path& folder) {
    ExampleGroup group{std::move(title), {}};
    for (const fs::path& path : entries_of(folder, false, ".toml")) {
        std::string own = experiment_title(path);
        group.examples.push_back({own.empty() ? spaced(path.stem().string()) : std::move(own), path});
    }
    return group;
}

}  // namespace

std::string menu_title(const fs::path& path) {
    std::string name = path.filename().string();
    const std::size_t number = name.find_first_not_of("0123456789");
    if (number != std::string::npos && number > 0 && name[number] == '-') name.erase(0, number + 1);
    name = spaced(std::move(name));
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

std::vector<ExampleGroup> example_experiments(const fs::path& program) {
    if (program.empty()) return {};
    const fs::path shelf = shelf_beside(program, "experiments");
    std::vector<ExampleGroup> groups;
    for (const fs::path& folder : entries_of(shelf, true, "")) {
        groups.push_back(group_of(menu_title(folder), folder));
    }
    groups.push_back(group_of("", shelf));
    std::erase_if(groups, [](const ExampleGroup& group) { return group.examples.empty(); });
    return groups;
}

CsvChoice known_choice(const fs::path& path) {
    CsvChoice choice;
    choice.path = path.lexically_normal().string();
    const std::string name = path.stem().string();
    const auto take = [&](std::vector<std::string> inputs, std::string target) {
        choice.inputs = std::move(inputs);
        choice.target = std::move(target);
    };
    if (name == "anscombe") take({"x1"}, "y1");
    if (name == "old-faithful") take({"eruptions"}, "waiting");
    if (name == "galton") take({"parent"}, "child");
    if (name == "penguins") {
        take({"bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"}, "species");
        choice.missing = CsvMissing::drop;
    }
    if (name == "auto-mpg") {
        take({"cylinders", "displacement", "horsepower", "weight", "acceleration", "year"}, "mpg");
        choice.missing = CsvMissing::drop;
    }
    return choice;
}

std::vector<fs::path> example_data(const fs::path& program) {
    if (program.empty()) return {};
    return entries_of(shelf_beside(program, "data"), false, ".csv");
}

}  // namespace talweg
