// Experiments and data that come with the program, found from its own place.
#include "app/panels/examples.h"

#include <algorithm>
#include <system_error>

namespace talweg {

namespace {

std::vector<std::filesystem::path> files_beside(const std::filesystem::path& program, const char* shelf,
                                                const char* extension) {
    if (program.empty()) return {};
    const std::filesystem::path folder = program.parent_path() / TALWEG_SHARE / shelf;
    std::vector<std::filesystem::path> found;
    std::error_code problem;
    std::filesystem::directory_iterator entry(folder.lexically_normal(), problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        if (entry->path().extension() == extension) found.push_back(entry->path());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

std::vector<std::filesystem::path> example_experiments(const std::filesystem::path& program) {
    return files_beside(program, "experiments", ".toml");
}

std::vector<std::filesystem::path> example_data(const std::filesystem::path& program) {
    return files_beside(program, "data", ".csv");
}

}  // namespace talweg
