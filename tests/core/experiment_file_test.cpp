// Experiment files: what is read, and what every mistake is told.
#include "core/train/experiment_file.h"
#include "core/base/file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace talweg;
using namespace talweg::test;

namespace {

// The message of a file whose only run has one more line, which is line 5.
std::string run_message(const std::string& line) { return message(kData + "[[run]]\n" + line + "\n"); }

}  // namespace

TEST_CASE("the design's own example is read") {
    const Experiment e = parse_experiment(R"(title = "Four points"
seed = 0
[data]
kind = "table"            # a generator's id or "csv"
x = [1, 2, 3, 4]
y = [2, 3, 5, 7]
[model]
kind = "linear"           # y = w x + b
init = [0, 0]
[loss]
kind = "mse"
[stop]
max_steps = 1000
[[run]]
name = "SGD 0.01"
optimizer = "sgd"
lr = 0.01
batch = "full"            # or a number
[[run]]
name = "Adam 0.1"
optimizer = "adam"
lr = 0.1
schedule = { kind = "cosine", t_max = 1000 }
)",
                                          "design.toml");
    CHECK(e.title == "Four points");
    CHECK(e.data.table == Table{1, {1, 2, 3, 4}, {2, 3, 5, 7}});
    CHECK(e.init.numbers == std::vector<double>{0, 0});
    CHECK(e.stop.max_steps == 1000);
    CHECK_FALSE(e.stop.max_epochs.has_value());
    REQUIRE(e.runs.size() == 2);
    CHECK(e.runs[0].lr == 0.01);
    CHECK(e.runs[0].batch == 0);
    CHECK(e.runs[1].optimizer == PartChoice{"adam", {}});
    CHECK(e.runs[1].schedule == PartChoice{"cosine", {{"t_max", std::int64_t{1000}}}});
    CHECK(e.runs[0].id != e.runs[1].id);
}

TEST_CASE("what is left out has its default") {
    const Experiment e = parse_experiment(kData + "[[run]]\n", "a.toml");
    CHECK(e.title.empty());
    CHECK(e.seed == 0);
    CHECK(e.model == PartChoice{"linear", {}});
    CHECK(e.loss == PartChoice{"mse", {}});
    CHECK(e.init == Init{});
    CHECK(e.runs[0].optimizer == PartChoice{"sgd", {}});
    CHECK(e.runs[0].lr == 0.001);
    CHECK(e.runs[0].name == "SGD 0.001");
    CHECK(e.runs[0].shown);
    CHECK_FALSE(e.runs[0].init.has_value());
}

TEST_CASE("every key is read") {
    const Experiment e = parse_experiment(R"(notes = "n"
seed = 7
[data]
kind = "line"
n = 30
slope = 2
noise = 0.25
[model]
init = "normal"
[loss]
kind = "half_mse"
l1 = 1
l2 = 0.5
[stop]
max_epochs = 3
[[run]]
optimizer = "sgd"
momentum = 0.9
nesterov = true
batch = 8
init = [1, -2.5]
shown = false
color = "#aabbcc"
schedule = { kind = "constant", per = "epoch" }
)",
                                          "a.toml");
    CHECK(e.notes == "n");
    CHECK(e.seed == 7);
    CHECK(e.data.part == PartChoice{"line", {{"n", std::int64_t{30}}, {"noise", 0.25}, {"slope", 2.0}}});
    CHECK(e.init == Init{"normal", {}});
    CHECK(e.loss.kind == "half_mse");
    CHECK(e.penalty == Penalty{1.0, 0.5});
    CHECK(e.stop.max_epochs == 3);
    const RunSpec& run = e.runs[0];
    CHECK(run.optimizer.knobs == KnobMap{{"momentum", 0.9}, {"nesterov", true}});
    CHECK(run.batch == 8);
    CHECK(run.init == Init{"zeros", {1, -2.5}});
    CHECK_FALSE(run.shown);
    CHECK(run.color == "#aabbcc");
    CHECK(run.schedule.knobs == KnobMap{{"per", std::string("epoch")}});
}

TEST_CASE("rows of x are inputs and functions stand alone") {
    const Experiment rows = parse_experiment("[data]\nx = [[1, 2], [3, 4]]\ny = [5, 6]\n[[run]]", "a.toml");
    CHECK(rows.data.table == Table{2, {1, 2, 3, 4}, {5, 6}});
    const Experiment f =
        parse_experiment("[function]\nkind = \"rosenbrock\"\nb = 10\ninit = [0, 1]\n[[run]]", "a.toml");
    CHECK(f.function == PartChoice{"rosenbrock", {{"b", 10.0}}});
    CHECK(f.init.numbers == std::vector<double>{0, 1});
    const Experiment zeros =
        parse_experiment("[function]\nkind = \"sphere\"\ninit = \"zeros\"\n[[run]]", "a");
    CHECK(zeros.init.numbers == std::vector<double>{0, 0});
}

TEST_CASE("an empty file is told what an experiment needs") {
    const std::string expected =
        "a.toml: an experiment needs [data] (or [function]) and at least one [[run]]";
    CHECK(message("") == expected);
    CHECK(message("# only a comment\n") == expected);
    CHECK(message("title = \"x\"") == expected);
    CHECK(message(kData) == "a.toml: an experiment needs at least one [[run]]");
}

TEST_CASE("an unknown key is told with its line and the nearest name") {
    CHECK(message("titel = \"x\"") == "a.toml:1: key 'titel' is unknown; did you mean 'title'?");
    CHECK(message("[data]\nkindd = \"table\"") ==
          "a.toml:2: [data] key 'kindd' is unknown; did you mean 'kind'?");
    CHECK(run_message("momentun = 0.9") ==
          "a.toml:5: [[run]] 1 key 'momentun' is unknown; did you mean 'momentum'?");
    CHECK(run_message("beta1 = 0.9").find("known are name, optimizer, lr") != std::string::npos);
    CHECK(message("[data]\nkind = \"line\"\nx = [1]\n[[run]]").find("a.toml:3: [data] key 'x' is unknown") ==
          0);
    CHECK(message(kData + "[stop]\nmax_step = 3\n[[run]]") ==
          "a.toml:5: [stop] key 'max_step' is unknown; did you mean 'max_steps'?");
}

TEST_CASE("an unknown kind is told with its line and the nearest name") {
    CHECK(message("[data]\nkind = \"tabel\"") ==
          "a.toml:2: [data] 'kind': unknown data set 'tabel'; did you mean 'table'?");
    CHECK(run_message("optimizer = \"sdg\"") ==
          "a.toml:5: [[run]] 1 'optimizer': unknown optimizer 'sdg'; did you mean 'sgd'?");
    CHECK(run_message("schedule = { kind = \"cosin\" }") ==
          "a.toml:5: [[run]] 1 schedule 'kind': unknown schedule 'cosin'; did you mean 'cosine'?");
    CHECK(message("[function]\nkind = \"rosenbrok\"\n[[run]]").find("did you mean 'rosenbrock'?") !=
          std::string::npos);
    CHECK(message(kData + "[loss]\nkind = \"mes\"\n[[run]]").find("a.toml:5: [loss] 'kind': unknown loss") ==
          0);
    CHECK(message(kData + "[model]\nkind = \"liner\"\n[[run]]").find("did you mean 'linear'?") !=
          std::string::npos);
}

TEST_CASE("a wrong type is told with what was expected") {
    CHECK(message("title = 3") == "a.toml:1: 'title' must be a text in quotes, not a whole number");
    CHECK(message("data = 1") == "a.toml:1: 'data' must be a table, not a whole number");
    CHECK(message("[data]\nx = 1\ny = [1]\n[[run]]") ==
          "a.toml:2: [data] 'x' must be a list of numbers, not a whole number");
    CHECK(message("[data]\nx = [1, \"a\"]\ny = [1, 2]\n[[run]]") ==
          "a.toml:2: [data] 'x' must be a number, not a text");
    CHECK(run_message("lr = \"fast\"") == "a.toml:5: [[run]] 1 'lr' must be a number, not a text");
    CHECK(run_message("lr = [1]") == "a.toml:5: [[run]] 1 'lr' must be a number, not a list");
    CHECK(run_message("lr = 2020-01-01") == "a.toml:5: [[run]] 1 'lr' must be a number, not a date or time");
    CHECK(run_message("shown = 1") ==
          "a.toml:5: [[run]] 1 'shown' must be true or false, not a whole number");
    CHECK(run_message("momentum = true").find("'momentum' must be a number from 0 to 1, not true") !=
          std::string::npos);
    CHECK(run_message("momentum = [1]").find("'momentum' must be a number from 0 to 1, not a list") !=
          std::string::npos);
    CHECK(run_message("schedule = \"cosine\"").find("a table such as { kind = \"cosine\" }") !=
          std::string::npos);
    CHECK(message(kData + "[model]\ninit = true\n[[run]]")
              .find("'init' must be a list of numbers or the name") != std::string::npos);
    CHECK(message("run = 1\n" + kData) == "a.toml:1: runs are written as [[run]], with two brackets");
    CHECK(message("[run]\nlr = 1\n" + kData).find("with two brackets") != std::string::npos);
    CHECK(message("seed = 1.5\n" + kData) == "a.toml:1: 'seed' must be a whole number from 0 up, not 1.5");
    CHECK(message("seed = -1\n" + kData) == "a.toml:1: 'seed' must be a whole number from 0 up, not -1");
}

TEST_CASE("a value out of range is told with the range") {
    for (const char* rate : {"0", "-1", "nan", "inf", "-inf"}) {
        const std::string why =
            rate[0] == 'n' || rate[0] == 'i' ? "" : ": at 0 nothing moves, and below 0 the step climbs";
        CHECK(run_message(std::string("lr = ") + rate) ==
              std::string("a.toml:5: [[run]] 1 'lr' must be a number above 0, not ") + rate + why);
    }
    CHECK(run_message("lr = 1e300").empty());
    CHECK(run_message("batch = 0") == "a.toml:5: [[run]] 1 'batch' must be a whole number from 1 up, not 0");
    CHECK(run_message("batch = 3") ==
          "a.toml:5: [[run]] 1 'batch' must be 'full' or a whole number from 1 to the 2 points, not 3");
    CHECK(run_message("batch = 1.5").find("not 1.5") != std::string::npos);
    CHECK(run_message("batch = \"ful\"").find("not \"ful\"") != std::string::npos);
    CHECK(run_message("momentum = 1.5") ==
          "a.toml:5: [[run]] 1 'momentum' must be a number from 0 to 1, not 1.5: above 1 the velocity would "
          "grow by itself");
    CHECK(run_message("nesterov = true") ==
          "a.toml:5: [[run]] 1 'nesterov' needs 'momentum' above 0, not 0: without a velocity there is "
          "nothing to look ahead along");
    CHECK(run_message("color = \"blue\"").find("\"#rrggbb\"") != std::string::npos);
    CHECK(message(kData + "[stop]\nmax_steps = 0\n[[run]]") ==
          "a.toml:5: [stop] 'max_steps' must be a whole number from 1 up, not 0");
    CHECK(
        message(kData + "[loss]\nl1 = -1\n[[run]]") ==
        "a.toml:5: [loss] 'l1' must be a number from 0 up, not -1: below 0 it would reward large parameters");
    CHECK(message("[data]\nkind = \"line\"\nn = 5\n[[run]]\nbatch = 6").find("1 to the 5 points") !=
          std::string::npos);
    CHECK(
        message("[function]\nkind = \"sphere\"\n[[run]]\nbatch = 2").find("a test function has no samples") !=
        std::string::npos);
}

TEST_CASE("what stands around an optimizer and what is clipped are keys of a run") {
    const Experiment e = parse_experiment(kData +
                                              "[[run]]\nclip_norm = 1.0\nclip_value = 2\n"
                                              "swa = { start = 10, every = 5 }\n"
                                              "lookahead = { k = 5, alpha = 0.5 }\nsam = {}\n",
                                          "a.toml");
    const RunSpec& run = e.runs[0];
    CHECK(run.clip_norm == 1.0);
    CHECK(run.clip_value == 2.0);
    // In the catalogue's order, not the file's.
    CHECK(run.wrappers ==
          std::vector<PartChoice>{{"sam", {}},
                                  {"lookahead", {{"alpha", 0.5}, {"k", std::int64_t{5}}}},
                                  {"swa", {{"every", std::int64_t{5}}, {"start", std::int64_t{10}}}}});
    const std::string text = experiment_text(e);
    CHECK(text.find("\nclip_value = 2\nclip_norm = 1\nsam = {}\nlookahead = { alpha = 0.5, k = 5 }\n"
                    "swa = { every = 5, start = 10 }\n") != std::string::npos);
    CHECK(parse_experiment(text, "a.toml").runs[0].wrappers == run.wrappers);
    CHECK(run_message("lookahed = { k = 5 }") ==
          "a.toml:5: [[run]] 1 key 'lookahed' is unknown; did you mean 'lookahead'?");
    CHECK(run_message("lookahead = { alhpa = 0.5 }") ==
          "a.toml:5: [[run]] 1 lookahead key 'alhpa' is unknown; did you mean 'alpha'?");
    CHECK(run_message("lookahead = { k = 0 }").find("a.toml:5: [[run]] 1 lookahead 'k' must be") == 0);
    CHECK(run_message("lookahead = 5") ==
          "a.toml:5: [[run]] 1 'lookahead' must be a table, not a whole number");
    CHECK(run_message("sam = { rho = -1 }").find("a.toml:5: [[run]] 1 sam 'rho' must be") == 0);
    CHECK(run_message("ema = { decay = 1 }").find("a.toml:5: [[run]] 1 ema 'decay' must be") == 0);
    CHECK(run_message("ema = {}\nswa = {}") ==
          "a.toml:6: [[run]] 1 'ema' and 'swa' both keep an average "
          "beside theta: a run has one of them");
    CHECK(run_message("clip_nrom = 1").find("did you mean 'clip_norm'?") != std::string::npos);
    CHECK(run_message("clip_norm = 0") ==
          "a.toml:5: [[run]] 1 'clip_norm' must be a number above 0, not 0: nothing would be left of the "
          "gradient");
    CHECK(run_message("clip_value = -1") ==
          "a.toml:5: [[run]] 1 'clip_value' must be a number above 0, not -1: nothing would be left of the "
          "gradient");
}

TEST_CASE("data that does not fit together is told with its numbers") {
    CHECK(message("[data]\nx = [1, 2]\ny = [1]\n[[run]]") ==
          "a.toml:3: [data] 'y': x has 2 rows and y has 1 numbers; they must be as many");
    CHECK(message("[data]\nx = [1, nan]\ny = [1, 2]\n[[run]]") ==
          "a.toml:2: [data] 'x' number 2 must be finite, not nan");
    CHECK(message("[data]\nx = [1]\ny = [-inf]\n[[run]]") ==
          "a.toml:3: [data] 'y' number 1 must be finite, not -inf");
    CHECK(message("[data]\nx = []\ny = []\n[[run]]").find("at least one point") != std::string::npos);
    CHECK(message("[data]\nx = [1]\n[[run]]") == "a.toml:1: [data] needs 'y', a list of numbers");
    CHECK(message("[data]\nx = [[1, 2],\n [3]]\ny = [1, 2]\n[[run]]") ==
          "a.toml:3: [data] 'x' must have 2 numbers in every row, as in the first, not 1");
    CHECK(message("[data]\nx = [[1], 2]\ny = [1, 2]\n[[run]]").find("either numbers or rows") !=
          std::string::npos);
    CHECK(message("[data]\nx = [[], []]\ny = [1, 2]\n[[run]]").find("must not have an empty row") !=
          std::string::npos);
    CHECK(run_message("init = [1]") ==
          "a.toml:5: [[run]] 1 'init' must have 2 numbers, one for each parameter, not 1");
    CHECK(run_message("init = []").find("must not be an empty list") != std::string::npos);
    CHECK(message("[data]\nkind = \"line\"\n[model]\ninit = [1]\n[[run]]")
              .find("a.toml:4: [model] 'init' must have 2") == 0);
    CHECK(message("[function]\nkind = \"sphere\"\n" + kData + "[[run]]") ==
          "a.toml:3: [function] replaces [data]: only one can stand");
    CHECK(message("[function]\n[[run]]") == "a.toml:1: [function] needs 'kind', or a 'formula' of your own");
}

TEST_CASE("targets and models that are not possible are told with their line") {
    const std::string run = "[[run]]\n";
    CHECK(message(kData + "[loss]\nkind = \"bce_with_logits\"\n" + run) ==
          "a.toml:3: [data] 'y': 'bce_with_logits' needs targets that are 0 or 1, or a probability "
          "between; that of "
          "row 2 is 2");
    CHECK(message(kData + "[loss]\nkind = \"cross_entropy\"\n" + run).empty());
    CHECK(message(kData + "[model]\nkind = \"mlp\"\nhidden = [512, 512]\n" + run) ==
          "a.toml:6: [model] 'hidden' makes 264,193 parameters; an mlp has at most 100,000");
    CHECK(message(kData + "[model]\nkind = \"polynomial\"\ndegree = 2\ninit = [0, 0]\n" + run)
              .find("'init' must have 3 numbers, one for each parameter, not 2") != std::string::npos);
}

TEST_CASE("the file beside the program is the built in experiment") {
    const std::string path = std::string(TALWEG_EXPERIMENTS_DIR) + "/1-gradient-descent/four-points.toml";
    CHECK(load_experiment(path) == first_experiment());
    CHECK(read_text_file(path, 1 << 20) == experiment_text(first_experiment()));
}

TEST_CASE("files that cannot be experiments are told by name") {
    const std::string folder = (std::filesystem::temp_directory_path() / "talweg-XXXXXX").string();
    std::string name = folder;
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const std::filesystem::path path = std::filesystem::path(name) / "b.toml";
    CHECK(error_of([&] { load_experiment(path); }).find(path.string()) != std::string::npos);
    std::ofstream(path, std::ios::binary) << std::string(
        "\x7f"
        "ELF\0\0",
        6);
    CHECK(error_of([&] { load_experiment(path); }).find("it is not text") != std::string::npos);
    std::filesystem::resize_file(path, 100 << 20);
    CHECK(error_of([&] { load_experiment(path); }).find("it has 100 MiB, the limit is 16 MiB") !=
          std::string::npos);
    CHECK(error_of([&] { load_experiment(name); }).find("it is a folder") != std::string::npos);
    save_experiment(first_experiment(), path);
    CHECK(load_experiment(path) == first_experiment());
    std::filesystem::remove_all(name);
}
