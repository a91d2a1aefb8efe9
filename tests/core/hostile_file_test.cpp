// Experiment files that mean no good: broken, cut off, or nested without end.
#include "core/train/experiment_file.h"
#include "core/train/toml_depth.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

TEST_CASE("text that is not TOML is told with its line") {
    CHECK(message("a = 1\na = 2").find("a.toml:2: this is not valid TOML: ") == 0);
    CHECK(message("title = \"x").find("a.toml:1: this is not valid TOML: ") == 0);
    CHECK(message(kData + "[data]\n").find("a.toml:4: this is not valid TOML: ") == 0);
    CHECK(message("x = 1e400").find("a.toml:1: ") == 0);
    CHECK(message("seed = 99999999999999999999").find("a.toml:1: ") == 0);
    CHECK(message("\xff\xfe\x01").find("a.toml:1: ") == 0);
    CHECK(message(std::string("a\0b = 1", 7)).find("a.toml:1: ") == 0);
}

TEST_CASE("nesting of any depth is an error and not a crash") {
    std::string tables = "x = ";
    std::string keys = "a";
    std::string quoted_keys = "'a'";
    for (int i = 0; i < 200000; ++i) {
        tables += "{a = ";
        keys += ".a";
        quoted_keys += ".\"a\"";
    }
    for (const std::string& toml :
         {std::string(200000, '['), "x = " + std::string(200000, '['), tables, keys + " = 1",
          "[" + keys + "]", "[[" + keys + "]]", "x = { " + keys + " = 1 }", quoted_keys + " = 1",
          "['\"'." + keys + "]"}) {
        CHECK(message(toml).find("a.toml:1: ") == 0);
    }
    CHECK(message(keys + " = 1") == "a.toml:1: a key has more than 64 parts");
}

TEST_CASE("dots that are no key are let through") {
    std::string dots(1000, '.');
    CHECK(line_of_deep_key("# " + dots + "\nx = 1") == 0);
    CHECK(line_of_deep_key("x = \"" + dots + "\"") == 0);
    CHECK(line_of_deep_key("x = '" + dots + "'") == 0);
    CHECK(line_of_deep_key("x = \"\"\"a\n\\\"\"\"" + dots + "\"\"\"\ny = 1") == 0);
    std::string numbers = "x = [";
    for (int i = 0; i < 1000; ++i) numbers += "1.5, ";
    CHECK(line_of_deep_key(numbers + "]") == 0);
    CHECK(line_of_deep_key("x = 1\ny = 2\na" + dots) == 3);
    CHECK(message("notes = \"" + dots + "\"\n" + kData + "[[run]]").empty());
}

TEST_CASE("an experiment cut off at any byte is an error or an experiment") {
    const std::string text = experiment_text(first_experiment());
    int errors = 0;
    for (std::size_t length = 0; length < text.size(); ++length) {
        const std::string cut = message(text.substr(0, length));
        if (!cut.empty()) CHECK(cut.find("a.toml") == 0);
        errors += cut.empty() ? 0 : 1;
    }
    CHECK(errors > 400);
    CHECK(errors < static_cast<int>(text.size()));
}

TEST_CASE("an experiment with any byte changed is an error or an experiment") {
    const std::string text = experiment_text(first_experiment());
    for (const char byte : {'\0', '"', '[', '=', '9', '-', '\n', '\x80', '#'}) {
        for (std::size_t at = 0; at < text.size(); at += 3) {
            std::string changed = text;
            changed[at] = byte;
            const std::string told = message(changed);
            if (!told.empty()) CHECK(told.find("a.toml") == 0);
        }
    }
}
