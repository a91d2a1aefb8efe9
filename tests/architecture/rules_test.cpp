// The project keeps its rules, and each rule is seen to catch what breaks it.
#include "tests/architecture/rules.h"
#include "tests/architecture/names.h"

#include <doctest/doctest.h>

#include <fstream>

using talweg::architecture::check_source;
using talweg::architecture::check_tree;
using talweg::architecture::TypeNames;

namespace {

/// The faults of a file that is in order but for `code`.
std::vector<std::string> faults_of(std::string_view path, std::string_view code) {
    return check_source(path, "// A file.\n#pragma once\n" + std::string(code) + "\n");
}

/// Exactly one fault, on line 3, that speaks of `word`.
bool one_fault(std::string_view path, std::string_view code, std::string_view word) {
    const auto faults = faults_of(path, code);
    return faults.size() == 1 && faults[0].starts_with(std::string(path) + ":3: ") &&
           faults[0].find(word) != faults[0].npos;
}

}  // namespace

TEST_CASE("every source of the project keeps the rules") {
    int checked = 0;
    for (const std::string& fault : check_tree(TALWEG_SOURCE_DIR, checked)) FAIL_CHECK(fault);
    CHECK(checked > 40);
}

TEST_CASE("a floor may include itself and what is below") {
    CHECK(faults_of("core/train/trainer.h", "#include \"core/optim/optimizer.h\"").empty());
    CHECK(faults_of("core/train/trainer.h", "#include \"core/history/series.h\"").empty());
    CHECK(faults_of("app/views/view.h", "#include \"core/worker/snapshot.h\"").empty());
    CHECK(faults_of("app/shell/window.cpp", "#include \"app/panels/workbench.h\"").empty());
    CHECK(faults_of("app/main.cpp", "#include \"app/shell/shell.h\"").empty());
}

TEST_CASE("a floor may not include one above") {
    CHECK(one_fault("core/optim/sgd.cpp", "#include \"core/train/trainer.h\"", "floor 3"));
    CHECK(one_fault("core/history/series.cpp", "#include \"core/worker/snapshot.h\"", "floor 4"));
    CHECK(one_fault("core/worker/runner.cpp", "#include \"app/views/view.h\"", "floor 5"));
    CHECK(one_fault("app/views/view.cpp", "#include \"app/panels/workbench.h\"", "floor 6"));
    CHECK(one_fault("app/panels/runs.cpp", "#include \"app/cli/cli.h\"", "floor 7"));
    CHECK(one_fault("app/plot/ticks.cpp", "  #  include  \"app/views/view.h\"", "floor 5"));
}

TEST_CASE("neighbours that should not know each other do not") {
    CHECK(one_fault("core/loss/loss.cpp", "#include \"core/optim/optimizer.h\"", "neighbour"));
    CHECK(one_fault("core/worker/runner.cpp", "#include \"app/plot/figure.h\"", "neighbour"));
    CHECK(one_fault("app/plot/figure.h", "#include \"core/worker/snapshot.h\"", "neighbour"));
    CHECK(one_fault("app/panels/runs.cpp", "#include \"app/shell/shell.h\"", "neighbour"));
    CHECK(one_fault("core/optim/adam.cpp", "#include \"core/optim/sgd.h\"", "another part"));
    CHECK(one_fault("app/panels/runs_panel.cpp", "#include \"app/panels/data_panel.h\"", "another part"));
    CHECK(faults_of("core/optim/adam.cpp", "#include \"core/optim/adam.h\"").empty());
    CHECK(faults_of("app/panels/workbench.cpp", "#include \"app/panels/data_panel.h\"").empty());
    CHECK(faults_of("app/panels/runs_panel.cpp", "#include \"app/panels/widgets.h\"").empty());
}

TEST_CASE("an include that is no path from the root is a fault") {
    CHECK(one_fault("core/optim/adam.cpp", "#include \"adam.h\"", "not a path from the root"));
    CHECK(one_fault("core/optim/adam.cpp", "#include \"tests/core/helpers.h\"", "not a path"));
    CHECK(faults_of("tests/core/adam_test.cpp", "#include \"tests/core/helpers.h\"").empty());
}

TEST_CASE("outside libraries stay where they belong") {
    CHECK(one_fault("core/base/text.cpp", "#include <iostream>", "not for this folder"));
    CHECK(one_fault("core/worker/runner.cpp", "#include <imgui.h>", "not for this folder"));
    CHECK(one_fault("app/views/view.cpp", "#include <imgui.h>", "not for this folder"));
    CHECK(one_fault("app/panels/runs.cpp", "#include <GLFW/glfw3.h>", "not for this folder"));
    CHECK(one_fault("app/panels/runs.cpp", "#include <GL/gl.h>", "not for this folder"));
    CHECK(one_fault("app/plot/layout.cpp", "#include <cairo.h>", "not for this folder"));
    CHECK(one_fault("app/plot/layout.cpp", "#include <ft2build.h>", "not for this folder"));
    CHECK(one_fault("app/views/view.cpp", "#include <fontconfig/fontconfig.h>", "not for this folder"));
    CHECK(faults_of("app/plot/cairo_painter.cpp", "#include <cairo-svg.h>").empty());
    CHECK(faults_of("app/shell/window.cpp", "#include <GLFW/glfw3.h>").empty());
}

TEST_CASE("a clock in core belongs to the worker alone") {
    CHECK(one_fault("core/train/trainer.cpp", "#include <chrono>", "core/worker alone"));
    CHECK(one_fault("core/base/random.cpp", "#include <ctime>", "core/worker alone"));
    CHECK(faults_of("core/worker/runner.cpp", "#include <chrono>").empty());
    CHECK(faults_of("app/panels/transport.cpp", "#include <chrono>").empty());
}

TEST_CASE("what crosses threads holds values only") {
    const char* const snapshot = "core/worker/snapshot.h";
    CHECK(one_fault(snapshot, "const Dataset* data;", "no pointer"));
    CHECK(one_fault(snapshot, "Dataset& data;", "no pointer"));
    CHECK(one_fault(snapshot, "std::shared_ptr<const Dataset> data;", "shared_ptr"));
    CHECK(one_fault("core/worker/command.h", "std::mutex guard;", "mutex"));
    CHECK(one_fault("core/worker/command.h", "std::string_view name;", "string_view"));
    CHECK(faults_of(snapshot, "Dataset data;").empty());
    CHECK(faults_of(snapshot, "bool find(const Snapshot& snapshot);").empty());
    CHECK(faults_of("core/worker/runner.h", "std::mutex guard;").empty());
}

TEST_CASE("comments and strings break no rule") {
    CHECK(faults_of("core/base/text.cpp", "// #include <iostream>").empty());
    CHECK(faults_of("core/base/text.cpp", "/* #include <iostream> */").empty());
    CHECK(faults_of("core/worker/snapshot.h", "int a;  // a pointer* to; a std::mutex").empty());
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
