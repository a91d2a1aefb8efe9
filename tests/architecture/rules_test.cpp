// The project keeps its rules, and each rule is seen to catch what breaks it.
#include "tests/architecture/rules.h"
#include "tests/architecture/names.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>

using talweg::architecture::check_source;
using talweg::architecture::check_tree;
using talweg::architecture::TypeNames;

namespace {

/// A line, the file it stands in, and a word of the fault that it is there; no word: it may stand there.
struct Case {
    std::string_view path;
    std::string_view line;
    std::string_view word = "";
};

/// Each is the third line of a file that is otherwise in order, and is no fault or the only one.
void check_each(std::initializer_list<Case> cases) {
    for (const Case& each : cases) {
        const std::string path(each.path);
        const auto faults = check_source(path, "// A file.\n#pragma once\n" + std::string(each.line) + "\n");
        CAPTURE(path);
        CAPTURE(each.line);
        if (each.word.empty()) {
            CHECK(faults.empty());
            continue;
        }
        CHECK(faults.size() == 1);
        if (faults.empty()) continue;
        CHECK(faults[0].starts_with(path + ":3: "));
        CHECK(faults[0].find(each.word) != std::string::npos);
    }
}

}  // namespace

TEST_CASE("every source of the project keeps the rules") {
    int checked = 0;
    for (const std::string& fault : check_tree(TALWEG_SOURCE_DIR, checked)) FAIL_CHECK(fault);
    CHECK(checked > 40);
}

TEST_CASE("every test is compiled, and what a property says is checked") {
    namespace fs = std::filesystem;
    const auto text_of = [](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    int tests = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TALWEG_SOURCE_DIR) / "tests")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with("_test.cpp")) continue;
        ++tests;
        CAPTURE(entry.path().string());
        CHECK(text_of(entry.path().parent_path() / "CMakeLists.txt").find(name) != std::string::npos);
        // By itself rapidcheck prints that a property does not hold, and no test fails.
        const std::string text = text_of(entry.path());
        const std::string call = "rc::" + std::string("check(");
        for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
            const std::size_t before = std::max<std::size_t>(at, 6) - 6;
            CHECK(text.substr(before, at - before) == "CHECK(");
        }
    }
    CHECK(tests > 100);
}

TEST_CASE("a floor may include itself and what is below") {
    check_each({
        {"core/train/trainer.h", "#include \"core/optim/optimizer.h\""},
        {"core/train/trainer.h", "#include \"core/history/series.h\""},
        {"app/views/view.h", "#include \"core/worker/snapshot.h\""},
        {"app/shell/window.cpp", "#include \"app/panels/workbench.h\""},
        {"app/main.cpp", "#include \"app/shell/shell.h\""},
    });
}

TEST_CASE("a floor may not include one above") {
    check_each({
        {"core/optim/sgd.cpp", "#include \"core/train/trainer.h\"", "floor 3"},
        {"core/history/series.cpp", "#include \"core/worker/snapshot.h\"", "floor 4"},
        {"core/worker/runner.cpp", "#include \"app/views/view.h\"", "floor 5"},
        {"app/views/view.cpp", "#include \"app/panels/workbench.h\"", "floor 6"},
        {"app/panels/runs.cpp", "#include \"app/cli/cli.h\"", "floor 7"},
        {"app/plot/ticks.cpp", "  #  include  \"app/views/view.h\"", "floor 5"},
    });
}

TEST_CASE("neighbours that should not know each other do not") {
    check_each({
        {"core/loss/loss.cpp", "#include \"core/optim/optimizer.h\"", "neighbour"},
        {"core/worker/runner.cpp", "#include \"app/plot/figure.h\"", "neighbour"},
        {"app/plot/figure.h", "#include \"core/worker/snapshot.h\"", "neighbour"},
        {"app/panels/runs.cpp", "#include \"app/shell/shell.h\"", "neighbour"},
        {"core/optim/adam.cpp", "#include \"core/optim/sgd.h\"", "another part"},
        {"app/panels/runs_panel.cpp", "#include \"app/panels/data_panel.h\"", "another part"},
        {"core/optim/adam.cpp", "#include \"core/optim/adam.h\""},
        {"app/panels/workbench.cpp", "#include \"app/panels/data_panel.h\""},
        {"app/panels/runs_panel.cpp", "#include \"app/panels/widgets.h\""},
    });
}

TEST_CASE("an include that is no path from the root is a fault") {
    check_each({
        {"core/optim/adam.cpp", "#include \"adam.h\"", "not a path from the root"},
        {"core/optim/adam.cpp", "#include \"tests/core/helpers.h\"", "not a path"},
        {"tests/core/adam_test.cpp", "#include \"tests/core/helpers.h\""},
    });
}

TEST_CASE("outside libraries stay where they belong") {
    check_each({
        {"core/base/text.cpp", "#include <iostream>", "not for this folder"},
        {"core/worker/runner.cpp", "#include <imgui.h>", "not for this folder"},
        {"app/views/view.cpp", "#include <imgui.h>", "not for this folder"},
        {"app/panels/runs.cpp", "#include <GLFW/glfw3.h>", "not for this folder"},
        {"app/panels/runs.cpp", "#include <GL/gl.h>", "not for this folder"},
        {"app/plot/layout.cpp", "#include <cairo.h>", "not for this folder"},
        {"app/plot/layout.cpp", "#include <ft2build.h>", "not for this folder"},
        {"app/views/view.cpp", "#include <fontconfig/fontconfig.h>", "not for this folder"},
        {"app/plot/cairo_painter.cpp", "#include <cairo-svg.h>"},
        {"app/shell/window.cpp", "#include <GLFW/glfw3.h>"},
    });
}

TEST_CASE("a clock in core belongs to the worker alone") {
    check_each({
        {"core/train/trainer.cpp", "#include <chrono>", "core/worker alone"},
        {"core/base/random.cpp", "#include <ctime>", "core/worker alone"},
        {"core/worker/runner.cpp", "#include <chrono>"},
        {"app/panels/transport.cpp", "#include <chrono>"},
    });
}

TEST_CASE("what crosses threads holds values only") {
    const char* const snapshot = "core/worker/snapshot.h";
    check_each({
        {snapshot, "const Dataset* data;", "no pointer"},
        {snapshot, "Dataset& data;", "no pointer"},
        {snapshot, "std::shared_ptr<const Dataset> data;", "shared_ptr"},
        {"core/worker/command.h", "std::mutex guard;", "mutex"},
        {"core/worker/command.h", "std::string_view name;", "string_view"},
        {snapshot, "Dataset data;"},
        {snapshot, "bool find(const Snapshot& snapshot);"},
        {"core/worker/runner.h", "std::mutex guard;"},
    });
}

TEST_CASE("comments and strings break no rule") {
    check_each({
        {"core/base/text.cpp", "// #include <iostream>"},
        {"core/base/text.cpp", "/* #include <iostream> */"},
        {"core/worker/snapshot.h", "int a;  // a pointer* to; a std::mutex"},
    });
}

TEST_CASE("a file says what it is and stays short") {
    CHECK(check_source("core/base/a.cpp", "int a;\n").size() == 1);
    CHECK(check_source("core/base/a.h", "// A.\nint a;\n").size() == 1);
    CHECK(check_source("core/base/a.cpp", "// A.\n" + std::string(349, '\n')).empty());
    CHECK(check_source("core/base/a.cpp", "// A.\n" + std::string(350, '\n')).size() == 1);
}

TEST_CASE("a type has one definition in the whole program") {
    TypeNames names;
    CHECK(names.add("core/worker/a.h", "// A.\nclass Inspector {\nstruct Inspector::Part {\n").empty());
    CHECK(names.add("app/panels/b.cpp", "namespace {\nclass Inspector {\n}  // namespace\n").empty());
    CHECK(names.add("app/panels/c.h", "class Inspector;\n    class Inspector {\n").empty());
    const auto faults =
        names.add("app/panels/d.cpp", "namespace {\n}  // namespace\nstruct Inspector final {\n");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0] == "app/panels/d.cpp:3: Inspector is also defined in core/worker/a.h:2");
}

TEST_CASE("a tree with faults is found out file by file") {
    const auto root = std::filesystem::temp_directory_path() / "talweg-architecture-test";
    std::filesystem::remove_all(root);
    std::filesystem::create_directories(root / "core/optim");
    std::filesystem::create_directories(root / "app/panels");
    std::ofstream(root / "core/optim/bad.cpp") << "// Bad.\n#include <iostream>\n";
    std::ofstream(root / "app/panels/bad.cpp") << "// Bad.\n\n#include <GLFW/glfw3.h>\n";
    std::ofstream(root / "app/panels/good.cpp") << "// Good.\n#include <imgui.h>\n";
    int checked = 0;
    const auto faults = check_tree(root, checked);
    CHECK(checked == 3);
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].starts_with("app/panels/bad.cpp:3: GLFW/glfw3.h"));
    CHECK(faults[1].starts_with("core/optim/bad.cpp:2: iostream"));
    std::filesystem::remove_all(root);
}
