// The experiments that come with the program are found from its own place.
#include "app/panels/examples.h"
#include "core/base/file.h"

#include <doctest/doctest.h>

#include <unistd.h>

namespace talweg::test {
namespace {

namespace fs = std::filesystem;

TEST_CASE("examples stand beside the program as installed") {
    const fs::path root = fs::temp_directory_path() / ("talweg-examples-" + std::to_string(::getpid()));
    const fs::path folder = root / "share/talweg/experiments";
    fs::create_directories(folder);
    fs::create_directories(root / "bin");
    write_file(folder / "b.toml", "b");
    write_file(folder / "a.toml", "a");
    write_file(folder / "notes.txt", "no experiment");
    const auto found = example_experiments(root / "bin/talweg");
    REQUIRE(found.size() == 2);
    CHECK(found[0] == folder / "a.toml");
    CHECK(found[1] == folder / "b.toml");
    CHECK(example_data(root / "bin/talweg").empty());
    fs::create_directories(root / "share/talweg/data");
    write_file(root / "share/talweg/data/iris.csv", "x");
    write_file(root / "share/talweg/data/README.md", "no data");
    const auto data = example_data(root / "bin/talweg");
    REQUIRE(data.size() == 1);
    CHECK(data[0] == root / "share/talweg/data/iris.csv");
    fs::remove_all(root);
}

TEST_CASE("a program without examples has none") {
    CHECK(example_experiments("/nowhere/bin/talweg").empty());
    CHECK(example_experiments({}).empty());
    CHECK(example_data({}).empty());
}

TEST_CASE("the running program knows its own place") { CHECK(fs::exists(running_program())); }

}  // namespace
}  // namespace talweg::test
