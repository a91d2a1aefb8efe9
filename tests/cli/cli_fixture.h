// A folder of its own for each test, and the program run in it with its streams caught.
#pragma once

#include "app/cli/program.h"

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace talweg::test {

/// Removed with everything in it when the test ends.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    std::string text(std::string_view name) const { return (path_ / name).string(); }
    /// Writes a file and returns its path.
    std::string file(std::string_view name, std::string_view content) const;
    /// Names of everything directly in a folder of it, sorted.
    std::vector<std::string> names(std::string_view inside) const;

  private:
    std::filesystem::path path_;
};

struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
    bool says(std::string_view words) const { return err.find(words) != std::string::npos; }
    bool prints(std::string_view words) const { return out.find(words) != std::string::npos; }
};

/// run_program with a window that counts as missing a display unless another is given.
Outcome talweg(std::initializer_list<std::string> arguments);
Outcome talweg(std::initializer_list<std::string> arguments, const WindowEntry& window);

/// The whole file; "" when there is none.
std::string contents(const std::filesystem::path& path);

std::vector<std::string> lines_of(const std::string& text);

/// x = 1..4, y = 2, 3, 5, 7 and one run per line of `runs` ("name = …\noptimizer = …"), max_steps = 50.
std::string four_points(std::initializer_list<std::string_view> runs);

}  // namespace talweg::test
