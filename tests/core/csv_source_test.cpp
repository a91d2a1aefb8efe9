// Experiments whose points stand in a file: what a file may be, what is kept of it, what is noticed.
#include "core/train/csv_source.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace talweg;
using namespace talweg::test;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "talweg-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    std::string operator/(const char* name) const { return (path_ / name).string(); }

  private:
    fs::path path_;
};

std::string refusal(const std::string& path) {
    return error_of([&] { load_csv({.path = path}); });
}

}  // namespace

TEST_CASE("only a regular file of a sane size is read") {
    const Folder folder;
    CHECK(refusal(folder / "none.csv") ==
          "cannot read '" + folder / "none.csv" + "': No such file or directory");
    CHECK(refusal(folder / "") == "cannot read '" + folder / "" + "': it is a folder");
    REQUIRE(::mkfifo((folder / "pipe.csv").c_str(), 0600) == 0);
    CHECK(refusal(folder / "pipe.csv").find("it is not a regular file") != std::string::npos);
    CHECK(refusal("/dev/zero") == "cannot read '/dev/zero': it is not a regular file");
    fs::create_symlink(folder / "none.csv", folder / "link.csv");
    CHECK(refusal(folder / "link.csv").find("No such file or directory") != std::string::npos);
    write_file(folder / "big.csv", "x,y\n1,2\n");
    fs::resize_file(folder / "big.csv", std::uintmax_t{2} << 30);
    CHECK(refusal(folder / "big.csv") ==
          "cannot read '" + folder / "big.csv" + "': it has 2048 MiB, the limit is 512 MiB");
    write_file(folder / "bad.csv", "x,y\n1,2\n3\n");
    CHECK(refusal(folder / "bad.csv") ==
          "'" + folder / "bad.csv" +
              "': every row must have 2 cells, as the first one: line 3 has 1. Set "
              "'ragged' to \"drop\" to leave such rows out");
    CHECK(refusal("") == "no file is chosen: it needs a 'path'");
    if (::geteuid() != 0) {
        write_file(folder / "secret.csv", "x,y\n1,2\n");
        fs::permissions(folder / "secret.csv", fs::perms::none);
        CHECK(refusal(folder / "secret.csv").find("Permission denied") != std::string::npos);
    }
}

TEST_CASE("a file that changes or goes is noticed, and how") {
    const Folder folder;
    const std::string path = folder / "a.csv";
    write_file(path, "x,y\n1,2\n3,4\n");
    CsvChoice choice{.path = path};
    CHECK(csv_file_trouble(choice).empty());
    choice.checksum = csv_checksum(path);
    CHECK(choice.checksum.size() == 16 + std::string("-12").size());
    CHECK(choice.checksum.substr(16) == "-12");
    const auto before = load_csv(choice);
    CHECK(before->data.y == Matrix{{2}, {4}});

    write_file(path, "x,y\n1,2\n3,5\n");
    CHECK(csv_file_trouble(choice).find(
              "the file has changed since the experiment was made: it has as many bytes "
              "(12) but not the same") != std::string::npos);
    CHECK(load_csv(choice) == before);  // an experiment that is open keeps its points
    CsvChoice other = choice;
    other.target = "y";
    CHECK(error_of([&] { load_csv(other); }) == csv_file_trouble(other));
    other.checksum.clear();
    CHECK(load_csv(other)->data.y == Matrix{{2}, {5}});
    write_file(path, "x,y\n1,2\n3,5\n7,8\n");
    CHECK(load_csv(other)->data.rows() == 3);
    CHECK(csv_file_trouble(choice).find("it had 12 bytes and has 16") != std::string::npos);
    // That it is another file is said before what is wrong with that one.
    write_file(path, "x,y\n1\n");
    other.checksum = choice.checksum;
    CHECK(error_of([&] { load_csv(other); }).find("it had 12 bytes and has 6") != std::string::npos);
    fs::remove(path);
    CHECK(csv_file_trouble(choice).find("No such file or directory") != std::string::npos);
}

TEST_CASE("an experiment file keeps the path and every choice") {
    const Folder folder;
    fs::create_directory(folder / "data");
    write_file(folder / "data/a.csv", "%c\nid;a;kind;y\nw;1,5;u;k\nw;NA;v;l\nw;3,5;u;k\n");
    Experiment experiment = experiment_from_csv(CsvChoice{.path = folder / "data/a.csv",
                                                          .encoding = CsvEncoding::latin1,
                                                          .delimiter = ';',
                                                          .decimal = ',',
                                                          .quote = '\0',
                                                          .comment = '%',
                                                          .header = true,
                                                          .inputs = {"kind", "a"},
                                                          .target = "y",
                                                          .text = {"kind"},
                                                          .missing = CsvMissing::mean,
                                                          .ragged = CsvRagged::drop});
    for (RunSpec& run : experiment.runs) CHECK(run.id > 0);
    save_experiment(experiment, folder / "e.toml");
    const std::string text = read_text_file(folder / "e.toml", 1 << 16);
    CHECK(text.find("path = \"data/a.csv\"\n") != std::string::npos);
    CHECK(text.find("ragged = \"drop\"\n") != std::string::npos);
    CHECK(load_experiment(folder / "e.toml") == experiment);
    CHECK(make_dataset(experiment).rows() == 3);

    // The two moved together are still the same.
    fs::create_directory(folder / "moved");
    fs::rename(folder / "data", folder / "moved/data");
    fs::rename(folder / "e.toml", folder / "moved/e.toml");
    CHECK(load_experiment(folder / "moved/e.toml").data.csv.path == folder / "moved/data/a.csv");
    write_file(folder / "moved/data/a.csv", "id;a;kind;y\nw;1,5;u;k\n");
    const std::string changed = error_of([&] { load_experiment(folder / "moved/e.toml"); });
    CHECK(changed.find("e.toml:") != std::string::npos);
    CHECK(changed.find("'path': '") != std::string::npos);
    CHECK(changed.find("the file has changed since") != std::string::npos);
    fs::remove(folder / "moved/data/a.csv");
    CHECK(error_of([&] { load_experiment(folder / "moved/e.toml"); }).find("No such file") !=
          std::string::npos);
}

TEST_CASE("what is read for a look is kept only when it is taken") {
    const Folder folder;
    const std::string path = folder / "a.csv";
    write_file(path, "x,y\n1,2\n3,4\n");
    CsvChoice choice{.path = path};
    std::uint64_t asked = 0;
    const CsvReading reading = read_csv_file(choice, [&](std::uint64_t) { return ++asked > 0; });
    CHECK(asked > 0);
    CHECK(reading.checksum == csv_checksum(path));
    choice.checksum = reading.checksum;
    CHECK_FALSE(csv_file_touched(choice));
    CHECK(load_csv(choice) != reading.data);
    CHECK(reading.stamp == csv_stamp(path));
    CHECK(csv_stamp(folder / "none.csv") == CsvStamp{});
    keep_csv(choice, reading.data, reading.stamp);
    CHECK(load_csv(choice) == reading.data);
    CHECK_FALSE(csv_file_touched(choice));
    write_file(path, "x,y\n1,2\n3,4\n5,6\n");
    CHECK(csv_file_touched(choice));
    CHECK(load_csv(choice) == reading.data);
    CHECK(error_of([&] {
              read_csv_file({.path = path}, [](std::uint64_t) { return false; });
          }).find("given up") != std::string::npos);
}

TEST_CASE("a file that is written to between reading and keeping counts as changed") {
    const Folder folder;
    const std::string path = folder / "a.csv";
    write_file(path, "x,y\n1,2\n3,4\n");
    CsvChoice choice{.path = path};
    // In the midst of reading, and after it.
    for (const bool midst : {true, false}) {
        const CsvReading reading = read_csv_file({.path = path}, [&](std::uint64_t bytes) {
            if (midst && bytes == 0) write_file(path, "x,y\n1,2\n3,4\n5,60\n");
            return true;
        });
        if (!midst) write_file(path, "x,y\n1,2\n3,4\n5,6\n7,8\n");
        choice.checksum = reading.checksum;
        keep_csv(choice, reading.data, reading.stamp);
        CHECK(csv_file_touched(choice));
    }
}

TEST_CASE("paths are kept from where the experiment stands") {
    CHECK(path_from_file("a.csv", "/e/x.toml") == "/e/a.csv");
    CHECK(path_from_file("../d/a.csv", "/e/x.toml") == "/d/a.csv");
    CHECK(path_from_file("/d/a.csv", "/e/x.toml") == "/d/a.csv");
    CHECK(path_from_file("a.csv", "x.toml") == "a.csv");
    CHECK(path_for_file("/e/d/a.csv", "/e/x.toml") == "d/a.csv");
    CHECK(path_for_file("/e/d/a.csv", "/e/f/x.toml") == "../d/a.csv");
    CHECK(path_for_file("/d/a.csv", "/home/me/deep/x.toml") == "/d/a.csv");
}

TEST_CASE("what is wrong about a file is said with the experiment's line") {
    const auto said = [](const std::string& more) { return message("[data]\nkind = \"csv\"\n" + more); };
    CHECK(said("") == "a.toml:1: [data] needs 'path', the name of a CSV file");
    CHECK(said("path = \"n.csv\"\ndelimiter = \"ab\"")
              .find("a.toml:4: [data] 'delimiter' must be one character") == 0);
    CHECK(
        said("path = \"n.csv\"\nmissing = \"fill\"") ==
        "a.toml:4: [data] 'missing' must be one of \"refuse\", \"drop\", \"mean\", \"median\", not \"fill\"");
    CHECK(said("path = \"n.csv\"\ninputs = \"a\"") ==
          "a.toml:4: [data] 'inputs' must be a list of names of columns, not a text");
    CHECK(said("path = \"n.csv\"\nheadr = true") ==
          "a.toml:4: [data] key 'headr' is unknown; did you mean 'header'?");
    CHECK(said("path = \"none/n.csv\"") ==
          "a.toml:3: [data] 'path': cannot read 'none/n.csv': No such file or directory");
}

TEST_CASE("a first experiment with a file suits its target") {
    const Folder folder;
    write_file(folder / "line.csv", "x,z,y\n1,5,2\n2,3,4\n3,9,7\n");
    const Experiment line = experiment_from_csv(folder / "line.csv");
    CHECK(line.title == "line");
    CHECK(line.loss.kind == "mse");
    CHECK(line.data.csv.inputs == std::vector<std::string>{"x", "z"});
    CHECK(line.data.csv.target == "y");
    CHECK(line.data.csv.checksum == csv_checksum(folder / "line.csv"));
    check_experiment(line);
    CHECK(make_objective(line)->parameter_count() == 3);
    CHECK(summary(*load_csv(line.data.csv)) == "3 rows, separated by ','; target 'y', inputs 'x', 'z'");
    write_file(folder / "flowers.csv", "x,z,kind\n1,5,a\n2,3,b\n3,9,c\n4,9,a\n");
    Experiment flowers = experiment_from_csv(folder / "flowers.csv");
    CHECK(flowers.loss.kind == "cross_entropy");
    check_experiment(flowers);
    CHECK(make_objective(flowers)->parameter_count() == 9);
    CHECK(make_dataset(flowers).classes.size() == 3);
    CHECK(classify_edit(line, flowers) == EditKind::restart);
    flowers.loss.kind = "mse";
    CHECK(error_of([&] { check_experiment(flowers); }).find("'mse' needs numbers as targets") !=
          std::string::npos);
}

TEST_CASE("a checksum does not depend on how the bytes come, and sees every one of them") {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 31 % 251);
    const auto of = [](std::string_view text, std::size_t piece) {
        Checksum checksum;
        for (std::size_t i = 0; i < text.size(); i += piece) {
            const std::string_view part = text.substr(i, piece);
            checksum.add(part.data(), part.size());
        }
        CHECK(checksum.bytes() == text.size());
        return checksum.value();
    };
    const std::uint64_t whole = of(bytes, bytes.size());
    CHECK(whole == 0x95d385b7d30f4dcbULL);
    for (const std::size_t piece : {1, 7, 31, 32, 33, 100}) CHECK(of(bytes, piece) == whole);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK(of(changed, 64) != whole);
        CHECK(of(std::string_view(bytes).substr(0, i), 64) != whole);
    }
}
