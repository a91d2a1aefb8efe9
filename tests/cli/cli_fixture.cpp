// Folders and caught streams.
#include "tests/cli/cli_fixture.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>

namespace talweg::test {
namespace fs = std::filesystem;

Folder::Folder() {
    static std::atomic<int> count{0};
    path_ = fs::temp_directory_path() /
            ("talweg-cli-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    fs::create_directories(path_);
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string Folder::file(std::string_view name, std::string_view content) const {
    std::ofstream out(path_ / name, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    return text(name);
}

std::vector<std::string> Folder::names(std::string_view inside) const {
    std::vector<std::string> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(path_ / inside, none)) {
        found.push_back(entry.path().filename().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

Outcome talweg(std::initializer_list<std::string> arguments, const WindowEntry& window) {
    std::ostringstream out;
    std::ostringstream err;
    const std::vector<std::string> list(arguments);
    Outcome outcome;
    outcome.status = run_program(list, Streams{out, err, false}, window);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
}

Outcome talweg(std::initializer_list<std::string> arguments) { return talweg(arguments, WindowEntry{}); }

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string four_points(std::initializer_list<std::string_view> runs) {
    std::string text =
        "title = \"Four points\"\n[data]\nx = [1, 2, 3, 4]\ny = [2, 3, 5, 7]\n[stop]\nmax_steps = 50\n";
    for (const std::string_view run : runs) {
        text += "[[run]]\n";
        text += run;
        text += '\n';
    }
    return text;
}

}  // namespace talweg::test
