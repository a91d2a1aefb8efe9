// A table while a person still chooses: what is found out, what is said instead, and what holds whatever is
// said.
#include "core/train/csv_draft.h"
#include "core/base/file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace talweg;
using namespace talweg::test;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;
using Role = CsvDraft::Role;

constexpr const char* kPeople =
    "name;age;weight;sex\nAda;36;55,5;f\nBob;41;NA;m\nCleo;29;61,0;f\nDan;50;80,2;m\n";

std::vector<Role> roles(const CsvDraft& draft) {
    std::vector<Role> result;
    for (std::size_t c = 0; c < draft.columns(); ++c) result.push_back(draft.role(c));
    return result;
}

/// What holds of every draft.
void check_consistent(const CsvDraft& draft) {
    const CsvChoice& choice = draft.choice();
    const auto named = [&](const std::string& name) {
        const auto found = std::ranges::find(draft.sketch().columns, name, &CsvColumn::name);
        RC_ASSERT(found != draft.sketch().columns.end());
        return static_cast<std::size_t>(found - draft.sketch().columns.begin());
    };
    std::size_t inputs = 0;
    std::size_t targets = 0;
    for (std::size_t c = 0; c < draft.columns(); ++c) {
        inputs += draft.role(c) == Role::input ? 1 : 0;
        targets += draft.role(c) == Role::target ? 1 : 0;
    }
    RC_ASSERT(inputs == choice.inputs.size());
    for (const std::string& name : choice.inputs) RC_ASSERT(draft.role(named(name)) == Role::input);
    for (const std::string& name : choice.text) named(name);
    if (!choice.target.empty()) RC_ASSERT(draft.role(named(choice.target)) == Role::target);
    RC_ASSERT(targets <= 1u);
    if (draft.trouble().empty()) {
        RC_ASSERT(targets == 1u);
        RC_ASSERT(inputs > 0u);
        // What is seen is what is read.
        try {
            const CsvReading reading = draft.read();
            RC_ASSERT(reading.data->report.inputs == choice.inputs);
            RC_ASSERT(reading.data->report.target == choice.target);
        } catch (const CsvRefusal&) {
            // A matter of missing cells, words and ragged rows.
        } catch (const Error& error) {
            RC_ASSERT(std::string(error.what()).find("there is no column") == std::string::npos);
        }
    }
}

}  // namespace

TEST_CASE("a draft shows what is found out and takes what is said") {
    CsvDraft draft = CsvDraft::of_text(kPeople);
    CHECK(draft.trouble().empty());
    CHECK(draft.sketch().dialect.delimiter == ';');
    CHECK(draft.sketch().dialect.decimal == ',');
    CHECK(draft.sketch().dialect.header);
    CHECK_FALSE(draft.says_dialect());
    CHECK(draft.sketch().lines == std::vector<std::uint64_t>{2, 3, 4, 5});
    CHECK(draft.choice().target == "sex");
    CHECK(draft.choice().inputs == Names{"age", "weight"});
    CHECK(draft.sketch().columns[2].missing == 1);
    CHECK(roles(draft) == std::vector{Role::none, Role::input, Role::input, Role::target});

    CsvChoice said = draft.choice();
    said.missing = CsvMissing::drop;
    draft.choose(said);
    const CsvReading reading = draft.read();
    CHECK(reading.data->data.x == Matrix{{36, 55.5}, {29, 61}, {50, 80.2}});
    CHECK(reading.data->data.classes == Names{"f", "m"});
    CHECK(reading.checksum.size() > 16);
}

TEST_CASE("columns are chosen one by one") {
    CsvDraft draft = CsvDraft::of_text("a,b,c,d\n1,2,3,4\n2,3,4,6\n");
    draft.set_role(1, Role::none);
    CHECK(draft.choice().inputs == Names{"a", "c"});
    draft.set_role(1, Role::input);
    CHECK(draft.choice().inputs == Names{"a", "b", "c"});
    // Another target: the one before takes its place.
    draft.set_role(0, Role::target);
    CHECK(draft.choice().target == "a");
    CHECK(draft.choice().inputs == Names{"d", "b", "c"});
    draft.set_all_inputs(false);
    CHECK(draft.trouble() == "Choose at least one column to learn from: an input.");
    CHECK(draft.choice().inputs.empty());
    draft.set_all_inputs(true);
    CHECK(draft.choice().inputs == Names{"b", "c", "d"});
    CHECK(draft.trouble().empty());
    CHECK(draft.read().data->data.x == Matrix{{2, 3, 4}, {3, 4, 6}});
}

TEST_CASE("without anything said about inputs they follow the target") {
    CsvDraft draft = CsvDraft::of_text("a,b,c\n1,2,3\n2,3,4\n");
    draft.set_role(0, Role::target);
    CHECK(draft.choice().inputs == Names{"b", "c"});
}

TEST_CASE("a column of digits can be taken as names") {
    CsvDraft draft = CsvDraft::of_text("zip,size,kind\n1010,3,1\n1020,4,2\n1010,5,1\n");
    draft.set_text(2, true);
    CHECK(draft.forced_text(2));
    CHECK(draft.choice().text == Names{"kind"});
    CHECK(draft.choice().target == "kind");
    CHECK(draft.read().data->data.classes == Names{"1", "2"});
    draft.set_text(0, true);
    CHECK(draft.read().data->data.x_names == Names{"zip = 1010", "zip = 1020", "size"});
    draft.set_text(2, false);
    CHECK_FALSE(draft.read().data->data.of_classes());
    CHECK(draft.choice().text == Names{"zip"});
}

TEST_CASE("names that vanish with another delimiter come back with it") {
    CsvDraft draft = CsvDraft::of_text(kPeople);
    draft.set_role(2, Role::none);
    draft.set_role(0, Role::target);
    CHECK(draft.choice().inputs == Names{"age"});
    const std::uint64_t before = draft.reading();
    CsvChoice said = draft.choice();
    said.header = false;
    draft.choose(said);
    CHECK(draft.reading() > before);
    CHECK(draft.says_dialect());
    CHECK(draft.columns() == 4);
    CHECK(draft.sketch().columns[0].name == "column 1");
    said.delimiter = '|';
    draft.choose(said);
    CHECK(draft.columns() == 1);
    CHECK_FALSE(draft.trouble().empty());
    draft.forget_dialect();
    CHECK_FALSE(draft.says_dialect());
    CHECK(draft.choice().inputs == Names{"age"});
    CHECK(draft.choice().target == "name");
}

TEST_CASE("what is no table is trouble and no error") {
    for (const char* text : {"", "\n\n", "word", "a,b\n\"1,2\n", "x,y\n", "1\n2\n3\n"}) {
        const CsvDraft draft = CsvDraft::of_text(text);
        CHECK_MESSAGE(!draft.trouble().empty(), text);
    }
    CHECK(CsvDraft::of_text("a,b\n\"1,2\n").trouble().find("line 2: the quote that opens in column 1") == 0);
    CHECK(CsvDraft::of_text(std::string("a,b\n1,\0", 7)).trouble().find("not a text file") !=
          std::string::npos);
    CHECK(error_of([] { CsvDraft(CsvChoice{.path = "/none.csv"}); }) ==
          "cannot read '/none.csv': No such file or directory");
}

TEST_CASE("what is no table any more keeps no names of its columns") {
    CsvDraft draft = CsvDraft::of_text("1,2\n3,4\n");
    draft.set_text(0, true);
    CHECK(draft.choice().text == Names{"column 1"});
    CsvChoice said = draft.choice();
    said.decimal = ',';
    draft.choose(said);
    CHECK(draft.trouble() == "The separator cannot also be the decimal sign or a quote.");
    CHECK(draft.columns() == 0);
    CHECK(draft.choice().text.empty());
    draft.forget_dialect();
    CHECK(draft.choice().text == Names{"column 1"});
}

TEST_CASE("a draft whose file has changed is read again with what was said") {
    const fs::path path = fs::temp_directory_path() / ("talweg-again-" + std::to_string(::getpid()) + ".csv");
    write_file(path, "a,b,c\n1,2,3\n4,5,6\n");
    CsvDraft draft(CsvChoice{.path = path.string()});
    CHECK(draft.stamp() == csv_stamp(path));
    draft.set_role(1, Role::target);
    draft.set_role(2, Role::none);
    const std::uint64_t before = draft.reading();
    write_file(path, "c,a,b,d\n3,1,2,7\n6,4,5,8\n9,9,9,9\n");
    CHECK(draft.columns() == 3);
    draft.read_again();
    CHECK(draft.stamp() == csv_stamp(path));
    CHECK(draft.reading() > before);
    CHECK(draft.bytes() == 32);
    CHECK(draft.columns() == 4);
    CHECK(draft.choice().target == "b");
    CHECK(draft.choice().inputs == Names{"a"});
    fs::remove(path);
    CHECK_THROWS_AS(draft.read_again(), Error);
    CHECK(draft.columns() == 4);
}

TEST_CASE("ten thousand columns are chosen as few are") {
    std::string text;
    for (int row = -1; row < 12; ++row) {
        for (int c = 0; c < 10'000; ++c)
            text += (c > 0 ? "," : "") + (row < 0 ? "n" + std::to_string(c) : std::to_string(row * c % 7));
        text += "\n";
    }
    CsvDraft draft = CsvDraft::of_text(text);
    REQUIRE(draft.columns() == 10'000);
    CHECK(draft.choice().target == "n9999");
    CHECK(draft.inputs() == 9'999);
    draft.set_role(5'000, Role::none);
    draft.set_role(5'000, Role::input);
    CHECK(draft.choice().inputs[5'000] == "n5000");
    draft.set_role(5'000, Role::target);
    CHECK(draft.choice().inputs[5'000] == "n9999");
    draft.set_text(7, true);
    CHECK(draft.role(7) == Role::input);
    CHECK(draft.choice().text == Names{"n7"});
    draft.set_all_inputs(true);
    CHECK(draft.inputs() == 9'998);
    CHECK(draft.read().data->data.x.cols() == 9'998);
}

TEST_CASE("a survey counts every cell of a file that is longer than what is shown") {
    std::string text = "a,b,y\n";
    for (int i = 0; i < 5000; ++i) {
        if (i == 1500) text += "1,2\n";
        text += i % 1000 == 999 ? ",2,3\n" : i == 3000 ? "1,x,3\n" : i == 3001 ? "inf,?,3\n" : "1,2,3\n";
    }
    const fs::path path =
        fs::temp_directory_path() / ("talweg-survey-" + std::to_string(::getpid()) + ".csv");
    write_file(path, text);
    const CsvDraft draft(CsvChoice{.path = path.string()});
    CHECK(draft.bytes() == text.size());
    const CsvSurvey survey = draft.survey();
    CHECK(survey.complete);
    CHECK(survey.rows == 5001);
    CHECK(survey.ragged == 1);
    CHECK(survey.first_ragged == 1502);
    CHECK(survey.columns[0].missing == 5);
    CHECK(survey.columns[0].first_missing == 1001);
    CHECK(survey.columns[0].words == 1);
    CHECK(survey.columns[1].first_word == 3003);
    CHECK(survey.columns[1].missing == 1);
    CHECK(survey.columns[2].missing == 0);
    CHECK_FALSE(draft.survey([](std::uint64_t) { return false; }).complete);
    fs::remove(path);
}

TEST_CASE("whatever is said about a table, its roles and its choice agree") {
    CHECK(rc::check([] {
        const auto cell =
            rc::gen::element<std::string>("1", "2.5", "3,5", "NA", "", "red", "blue", "\"q\"", "7");
        const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
        const auto count = *rc::gen::inRange<std::size_t>(0, 8);
        const std::string delimiter(1, *rc::gen::element(',', ';', '\t'));
        std::string text;
        for (std::size_t row = 0; row < count; ++row) {
            for (std::size_t c = 0; c < columns; ++c) text += (c > 0 ? delimiter : "") + *cell;
            if (*rc::gen::inRange(0, 10) == 0) text += delimiter + "9";
            text += "\n";
        }
        CsvDraft draft = CsvDraft::of_text(text);
        check_consistent(draft);
        const auto steps = *rc::gen::inRange(0, 12);
        for (int i = 0; i < steps; ++i) {
            const auto column = draft.columns() > 0 ? *rc::gen::inRange<std::size_t>(0, draft.columns()) : 0;
            CsvChoice said = draft.choice();
            switch (*rc::gen::inRange(0, 9)) {
                case 0:
                    said.delimiter = *rc::gen::element(',', ';', '\t', ' ', '|');
                    break;
                case 1:
                    said.header = *rc::gen::arbitrary<bool>();
                    break;
                case 2:
                    said.decimal = *rc::gen::element('.', ',');
                    break;
                case 3:
                    said.missing =
                        *rc::gen::element(CsvMissing::refuse, CsvMissing::drop, CsvMissing::median);
                    said.ragged = *rc::gen::element(CsvRagged::refuse, CsvRagged::drop);
                    break;
                case 4:
                    draft.forget_dialect();
                    continue;
                case 5:
                    if (draft.columns() > 0) draft.set_text(column, *rc::gen::arbitrary<bool>());
                    continue;
                case 6:
                    draft.set_all_inputs(*rc::gen::arbitrary<bool>());
                    continue;
                default:
                    if (draft.columns() > 0)
                        draft.set_role(column, *rc::gen::element(Role::none, Role::input, Role::target));
                    break;
            }
            draft.choose(said);
            check_consistent(draft);
        }
        check_consistent(draft);
    }));
}
