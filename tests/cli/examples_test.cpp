// The experiments that come with the program run from the command line.
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

namespace talweg {
namespace {

namespace fs = std::filesystem;
using test::contents;
using test::Folder;
using test::Outcome;

TEST_CASE("every example runs from the command line and writes its history") {
    const Folder folder;
    int found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(TALWEG_EXPERIMENTS_DIR)) {
        if (entry.is_directory()) continue;
        const std::string name = entry.path().stem().string();
        CAPTURE(name);
        const Outcome outcome = test::talweg(
            {"run", entry.path().string(), "--steps", "3", "--formats", "csv", "--out", folder.text(name)});
        CHECK(outcome.status == 0);
        CHECK(contents(folder / (name + "/history.csv")).find("\n") != std::string::npos);
        CHECK(fs::exists(folder / (name + "/result.json")));
        ++found;
    }
    CHECK(found >= 10);
}

}  // namespace
}  // namespace talweg
