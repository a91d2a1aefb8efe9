// CSV files as data sets: values, classes, missing cells, and everything that is refused.
#include "core/data/csv_read.h"
#include "core/data/fill.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

CsvData read(std::string_view bytes, const CsvChoice& choice = {}) {
    return read_csv(byte_source(bytes), choice);
}

std::string refusal(std::string_view bytes, const CsvChoice& choice = {}) {
    return error_of([&] { read(bytes, choice); });
}

bool begins(const std::string& text, const std::string& with) { return text.find(with) == 0; }

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("numbers of a file are the numbers of the data set") {
    const CsvData csv = read("a,b,y\n1,2,3\n4,5.5,-6e2\n");
    CHECK(csv.data.x == Matrix{{1, 2}, {4, 5.5}});
    CHECK(csv.data.y == Matrix{{3}, {-600}});
    CHECK(csv.data.x_names == Names{"a", "b"});
    CHECK(csv.data.y_names == Names{"y"});
    CHECK_FALSE(csv.data.of_classes());
    CHECK(csv.report.records == 2);
    CHECK(csv.report.warnings.empty());
}

TEST_CASE("line ends of every kind, blank lines, comments and the last line without an end") {
    const Matrix x{{1}, {3}, {5}};
    for (const char* text :
         {"x,y\n1,2\n3,4\n5,6\n", "x,y\r\n1,2\r\n3,4\r\n5,6\r\n", "x,y\r1,2\r3,4\r5,6\r",
          "x,y\n1,2\r\n3,4\r5,6", "\n\nx,y\n\n1,2\n  \n3,4\n\r\n5,6\n\n\n",
          "# c\nx,y\n1,2\n#\n# d, e\n3,4\n5,6\n#", "x,y\n1,2\n3,4\n,\n5,6\n,", " x , y \n 1 , 2 \n3\t,4\n5,6",
          "\"x\",\"y\"\n\"1\",\"2\"\n3,\"4\"\n5 , \"6\" \n"}) {
        const CsvData csv = read(text);
        CHECK_MESSAGE(csv.data.x == x, text);
        CHECK_MESSAGE((csv.data.y == Matrix{{2}, {4}, {6}}), text);
    }
    CHECK(read("# c\nx,y\n1,2\n#\n3,4\n,\n").report.comments == 2);
    CHECK(read("x,y\n1,2\n,\n3,4\n").report.empty_rows == 1);
}

TEST_CASE("words in the target are classes, in order") {
    const CsvData csv = read("x,kind\n1,red\n2,\"blue, dark\"\n3,red\n4,\"a \"\"b\"\"\nc\"\n");
    CHECK(csv.data.classes == Names{"a \"b\"\nc", "blue, dark", "red"});
    CHECK(csv.data.y == Matrix{{2}, {1}, {2}, {0}});
    CsvChoice choice;
    choice.text = {"y"};
    const CsvData digits = read("x,y\n1,10\n2,9\n3,10\n4,8\n", choice);
    CHECK(digits.data.classes == Names{"8", "9", "10"});
    CHECK(digits.data.y == Matrix{{2}, {1}, {2}, {0}});
    CHECK(read("x,y\n1,+\n2,-\n3,+\n").data.classes == Names{"+", "-"});
}

TEST_CASE("words among the inputs are columns of 0 and 1") {
    CsvChoice choice;
    choice.inputs = {"colour", "size"};
    const CsvData csv = read("colour,size,y\nred,5,1\nblue,6,2\ngreen,7,3\nred,8,4\n", choice);
    CHECK(csv.data.x_names == Names{"colour = blue", "colour = green", "colour = red", "size"});
    CHECK(csv.data.x == Matrix{{0, 0, 1, 5}, {1, 0, 0, 6}, {0, 1, 0, 7}, {0, 0, 1, 8}});
    choice.inputs = {"size", "colour"};
    CHECK(read("colour,size,y\nred,5,1\nblue,6,2\n", choice).data.x == Matrix{{5, 0, 1}, {6, 1, 0}});
}

TEST_CASE("missing cells are refused, dropped or filled, as chosen") {
    const std::string text = "a,b,note,y\n1,10,u,1\nNA,20,v,2\n3,,u,3\n5,40,,4\n6,90,u,?\n8,60,v,6\n";
    CHECK(begins(refusal(text),
                 "3 cells are missing: line 3, column 'a'; line 4, column 'b'; line 6, column 'y'. Choose"));
    CsvChoice choice;
    choice.missing = CsvMissing::drop;
    CsvData csv = read(text, choice);
    CHECK(csv.data.x == Matrix{{1, 10}, {5, 40}, {8, 60}});
    CHECK(csv.report.dropped == 3);
    choice.missing = CsvMissing::mean;
    csv = read(text, choice);
    CHECK(std::isnan(csv.data.x(1, 0)));  // what to put there depends on which rows are trained on
    CHECK(fill_inputs(csv.data, Fill::mean).x == Matrix{{1, 10}, {4.25, 20}, {3, 32.5}, {5, 40}, {8, 60}});
    CHECK(csv.data.y == Matrix{{1}, {2}, {3}, {4}, {6}});
    CHECK(csv.report.missing == 2);
    CHECK(csv.report.least_present == 4);
    CHECK(csv.report.dropped == 1);
    // One that begins its line is no comment; a line that only begins like it is one.
    CHECK(refusal("x,y\n1,2\n#N/A,3\n4,5\n").find("line 3, column 'x'") != std::string::npos);
    CHECK(read("x,y\n1,2\n#N/A is missing,3\n4,5\n").data.rows() == 2);
    choice.missing = CsvMissing::median;
    csv = read(text, choice);
    CHECK(fill_inputs(csv.data, Fill::median).x == Matrix{{1, 10}, {4, 20}, {3, 30}, {5, 40}, {8, 60}});
    choice.inputs = {"a", "note"};
    CHECK(read(text, choice).report.dropped == 2);  // a name cannot be filled
    CHECK(refusal("x,y\n1,2\n,3\n,4\n,5\n,6\n,7\n,8\n").find("; …. Choose") != std::string::npos);
    CHECK(refusal("x,e,y\n1,,2\n2,,3\n", {.path = "", .inputs = {"e"}, .missing = CsvMissing::mean}) ==
          "column 'e' has no number to fill its missing cells from; leave it out");
    CHECK(refusal("x,y\n1,\n", {.path = "", .target = "y", .missing = CsvMissing::drop}) ==
          "every row has a missing cell: none is left");
}

TEST_CASE("a number that is none is refused with its line and column") {
    CHECK(refusal("x,y\n1,2\ninf,3\n") == "line 3, column 'x': 'inf' is not a finite number");
    CHECK(refusal("x,y\n1,2\n3,-1e400\n") ==
          "line 3, column 'y': '-1e400' is larger than the largest double, 1.8e308");
    // Beyond the sample, a word stands in a column of numbers.
    const std::string late = "x,y\n" + repeated("1,2\n", 1500) + "#\n\"a\nb\",3\n";
    CHECK(begins(refusal(late), "line 1503, column 'x': 'a b' is not a number"));
    // And within it: one such cell makes no names of a column.
    std::string mistyped = "x,y\n";
    for (int line = 2; line <= 102; ++line)
        mistyped += std::to_string(line) + (line == 62 ? ",120x\n" : ",120\n");
    CHECK(refusal(mistyped) ==
          "line 62, column 'y': '120x' is not a number; a column of names is chosen with "
          "'text', or left out of 'inputs'");
    CHECK(read(mistyped, {.path = "", .text = {"y"}}).data.classes == Names{"120", "120x"});
    const CsvData small = read("x,y\n1e-400,2\n3,4\n");
    CHECK(small.data.x(0, 0) == 0.0);
    CHECK(small.report.warnings == Names{"1 number is smaller than a double can hold and read as 0"});
}

TEST_CASE("rows of other lengths are named") {
    CHECK(refusal("x,y\n1,2\n3\n4,5\n6,7,8\n") ==
          "every row must have 2 cells, as the first one: line 3 has 1; line 5 has 3. Set 'ragged' to "
          "\"drop\" to leave such rows out");
    CHECK(
        refusal("x,y\n1,2\n" + repeated("3,4,5\n", 100)) ==
        "every row must have 2 cells, as the first one: line 3 has 3; line 4 has 3; line 5 has 3; line 6 has "
        "3; line 7 has 3; …. Set 'ragged' to \"drop\" to leave such rows out");
}

TEST_CASE("quotes that do not close or that close too early") {
    CHECK(refusal("x,y\n1,2\n\n3,\"4\n5,6\n") ==
          "line 4: the quote that opens in column 2 is not closed before the file ends");
    CHECK(refusal("x,y\n1,2\n\"3\"4,5\n") ==
          "line 3, column 1: there is text behind a closing quote; a quote inside a cell is written twice");
    const std::string open = "x,y\n1,2\n3,\"" + repeated("4\n5,6\n", 1 << 20);
    CHECK(refusal(open) == "line 3: the quote that opens in column 2 is not closed within 1,048,576 bytes");
    // A quote in the middle is a letter; none at all can be chosen.
    CsvChoice choice;
    choice.inputs = {"n"};
    CHECK(read("size,n,y\n5\" pipe,1,2\n6\" pipe,3,4\n", choice).data.y == Matrix{{2}, {4}});
    choice.quote = '\0';
    choice.target = "w";
    CHECK(read("n,w\n1,\"a\n2,b\"\n", choice).data.classes == Names{"\"a", "b\""});
    choice.quote = '\'';
    CHECK(read("n,w\n1,'a,b'\n2,'it''s'\n", choice).data.classes == Names{"a,b", "it's"});
}

TEST_CASE("files without rows") {
    CHECK(refusal("") == "the file is empty");
    CHECK(refusal("\n \n,,\n") == "there is nothing in it but empty lines");
    CHECK(refusal("\n\n# nothing\n") == "there is nothing in it but comments: 1 line that begins with '#'");
    CHECK(refusal("# x,y\n# 1,2\n#3,4") ==
          "there is nothing in it but comments: 3 lines that begin with '#'");
    CHECK(refusal("% x\n", {.path = "", .comment = '%'}) ==
          "there is nothing in it but comments: 1 line that begins with '%'");
    const std::string names = "there are no rows in it, only the names of columns: 'x', 'y'";
    CHECK(refusal("x,y\n") == names);
    CHECK(refusal("x,y\n# 1,2\n,\n") == names);
    CHECK(refusal("x,y\n", {.path = "", .inputs = {"x"}, .target = "y"}) == names);
    CHECK(begins(refusal("x,y\n,\nNA,NA\n"), "no column has a number or a name"));
    CHECK(read("x,y\n1,2\n").report.warnings == Names{"there is only one row: any line goes through it"});
    CHECK(read("x,k,y\n1,7,2\n3,7,4\n").report.warnings ==
          Names{"column 'k' is the same in every row and tells nothing"});
}

TEST_CASE("what is no text or too large is told at once") {
    CHECK(refusal(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)).find("this is not a text file") == 0);
    CHECK(refusal(std::string("x,y\n1,2\n\0", 9)) ==
          "this is not a text file: there is a zero byte at offset 8");
    CHECK(refusal("x,y\n" + repeated("1,2\n", 1 << 20) + std::string("\0", 1))
              .find("this is not a text file") == 0);
    CHECK(refusal(repeated("1,", 1'000'000)) ==
          "line 1 has more than 10,000 cells, the most that one can have");
    CHECK(begins(refusal("x,y\n1,2\n" + std::string(5 << 20, 'a') + "\n"),
                 "line 3 is longer than 1,048,576 bytes"));
    CHECK(begins(refusal(std::string(5 << 20, 'a')), "line 1 is longer than 1,048,576 bytes"));
    CHECK(read(repeated("1,", 9'999) + "1\n" + repeated("2,", 9'999) + "3\n").data.x.cols() == 9'999);
    std::string classes = "x,w\n";
    for (int i = 0; i < 1500; ++i) classes += "1,w" + std::to_string(i) + "\n";
    CHECK(begins(refusal(classes, {.path = "", .inputs = {"x"}, .target = "w"}),
                 "line 1002, column 'w': 'w1000' is one more than the 1,000 different names"));
    CHECK(begins(refusal("x,w\n1," + std::string(1001, 'n') + "\n2,b\n", {.path = "", .target = "w"}),
                 "line 2, column 'w': 'nnnn"));
}

TEST_CASE("more cells than can be read are refused before they fill the memory") {
    // 100 columns: from row 100,001 on.
    std::size_t rows = 0;
    const std::string row = repeated("1,", 99) + "2\n";
    const ByteSource endless = [&](char* buffer, std::size_t size) {
        std::size_t count = 0;
        for (; count + row.size() <= size; count += row.size(), ++rows) row.copy(buffer + count, row.size());
        return count;
    };
    CHECK(begins(error_of([&] { read_csv(endless, {}); }), "there are more than 10,000,000 cells"));
    CHECK(rows < 110'000);
}

TEST_CASE("Latin-1 is noticed wherever it begins") {
    CsvData csv = read("x,w\n1,caf\xe9\n2,th\xe9\n3,th\xe9\n");
    CHECK(csv.data.classes == Names{"café", "thé"});
    CHECK(csv.report.encoding == CsvEncoding::latin1);
    CHECK(csv.report.warnings == Names{"the file is not UTF-8 and was read as Latin-1"});
    const std::string late = "x,w\n" + repeated("1,the\n2,tea\n", 200'000) + "3,caf\xe9\n";
    csv = read(late);
    CHECK(csv.data.classes == Names{"café", "tea", "the"});
    CHECK(csv.report.encoding == CsvEncoding::latin1);
    CHECK(refusal(late, {.path = "", .encoding = CsvEncoding::utf8}) ==
          "it has names that are not UTF-8; try Latin-1 as its 'encoding'");
}

TEST_CASE("a name that breaks the promise of a mark is still text") {
    CHECK(read("\xEF\xBB\xBF"
               "ca\xA8,y\n1,2\n3,4\n")
              .data.x_names == Names{"ca\xC2\xA8"});
}

TEST_CASE("rows of another length are refused or left out, as chosen") {
    const std::string text = "x,y\n1,2\n3\n4,5,6\n7,8\n";
    CHECK(
        refusal(text) ==
        "every row must have 2 cells, as the first one: line 3 has 1; line 4 has 3. Set 'ragged' to \"drop\" "
        "to leave such rows out");
    const CsvData csv = read(text, {.path = "", .ragged = CsvRagged::drop});
    CHECK(csv.data.x == Matrix{{1}, {7}});
    CHECK(csv.report.records == 4);
    CHECK(csv.report.ragged == 2);
    CHECK(csv.report.dropped == 0);
    CHECK(refusal("x,y\n1\n2,3,4\n", {.path = "", .target = "y", .ragged = CsvRagged::drop})
              .find("none is left") != std::string::npos);
}

TEST_CASE("what a choice can mend says which") {
    const auto cause = [](const std::string& text) {
        try {
            read(text);
        } catch (const CsvRefusal& refusal) {
            return std::pair(refusal.cause(), refusal.column());
        }
        FAIL("nothing was refused");
        return std::pair(CsvRefusal::Cause::word, std::string());
    };
    using Cause = CsvRefusal::Cause;
    CHECK(cause("a,y\n1,2\n\n,3\n") == std::pair(Cause::missing, std::string()));
    CHECK(cause("a,y\n1,2\n3\n") == std::pair(Cause::ragged, std::string()));
    // A word behind all rows that decide about the kind of their column.
    CHECK(cause("a,y\n" + repeated("1,2\n", 20) + "3,high\n") == std::pair(Cause::word, std::string("y")));
    CHECK(cause("a,y\n" + repeated("1,2\n", 1000) + "high,3\n") == std::pair(Cause::word, std::string("a")));
}
