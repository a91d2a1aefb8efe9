// The dialect of a CSV file and its columns, found out.
#include "core/data/csv_columns.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

using namespace talweg;
using namespace talweg::test;

namespace {

CsvDialect dialect(std::string_view bytes, const CsvChoice& choice = {}) {
    return dialect_of({bytes, false, encoding_of(bytes, false)}, choice);
}

std::vector<std::string> names(std::string_view bytes) {
    std::vector<std::string> result;
    for (const CsvColumn& column : sketch_csv(bytes, false, {}).columns) result.push_back(column.name);
    return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the delimiter is the one that makes the plainest table") {
    struct Case {
        const char* text;
        char delimiter;
        char decimal;
        bool header;
    };
    const Case cases[] = {
        {"x,y\n1,2\n3,4\n", ',', '.', true},
        {"1,2\n3,4\n", ',', '.', false},
        {"x;y\n1,5;2,5\n3,5;4,5\n", ';', ',', true},
        {"x;y\n1.5;2.5\n3.5;4.5\n", ';', '.', true},
        {"1,5;2,5\n3,5;4,5\n", ';', ',', false},
        {"x\ty\n1,5\t2,25\n3,5\t4,5\n", '\t', ',', true},
        {"x\ty\n1,234\t2\n3,500\t4\n", '\t', '.', true},
        {"x|y\n1|2\n", '|', '.', true},
        {"1 2 3\n4 5 6\n", ' ', '.', false},
        {"  1   2.5\n 10   3.5\n", ' ', '.', false},
        {"x, y\n1, 2\n3, 4\n", ',', '.', true},
        {"name,remark\nAnn,\"red; green; blue\"\nBob,\"one; two; three\"\n", ',', '.', true},
        {"when,y\n2024-01-01 10:00,5\n2024-01-02 11:00,6\n", ',', '.', true},
        {"5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n", ',', '.', false},
        {"150,4,setosa,versicolor\n5.1,3.5,1.4,0\n4.9,3.0,1.4,0\n", ',', '.', true},
        {"year,2019,2020\nx,1,2\ny,3,4\n", ',', '.', false},
        {"colour,size\nred,big\nblue,small\nred,small\n", ',', '.', true},
        {"red,big\nblue,small\nred,small\n", ',', '.', false},
        {"x\n1\n2\n", ',', '.', true},
        {"# made by hand\nx;y\n1;2\n", ';', '.', true},
    };
    for (const Case& each : cases) {
        const CsvDialect found = dialect(each.text);
        CHECK_MESSAGE(found.delimiter == each.delimiter, each.text);
        CHECK_MESSAGE(found.decimal == each.decimal, each.text);
        CHECK_MESSAGE(found.header == each.header, each.text);
    }
}

TEST_CASE("every choice can be corrected") {
    CsvChoice choice;
    choice.delimiter = '|';
    choice.decimal = ',';
    choice.quote = '\'';
    choice.comment = '%';
    choice.header = false;
    CHECK(dialect("x,y\n1,2\n", choice) == CsvDialect{'|', ',', '\'', '%', false});
}

TEST_CASE("names of columns are made different") {
    CHECK(names("x,x,,x (2),x\na,1,2,3,4\nb,5,6,7,8\n") == Names{"x", "x (3)", "column 3", "x (2)", "x (4)"});
    CHECK(names("1,2\n3,4\n") == Names{"column 1", "column 2"});
    CHECK(names("\xef\xbb\xbf"
                "caf\xc3\xa9,y\n1,2\n") == Names{"café", "y"});
    CHECK(names("caf\xe9,y\n1,2\n") == Names{"café", "y"});
}

TEST_CASE("a column is of numbers, of words, or empty") {
    const CsvSketch sketch = sketch_csv(",n,w,e,s\n1,1,a,,+\n2,NA,b,?,-\n3,inf,3,,+\n", false, {});
    CHECK(sketch.columns[0].row_numbers);
    CHECK(sketch.columns[1].kind == CsvColumnKind::number);
    CHECK(sketch.columns[1].missing == 1);
    CHECK(sketch.columns[2].kind == CsvColumnKind::text);
    CHECK(sketch.columns[2].distinct == 3);
    CHECK(sketch.columns[3].kind == CsvColumnKind::empty);
    CHECK(sketch.columns[4].signs);
    CHECK(sketch.rows.size() == 3);
}

TEST_CASE("one cell in ten may be mistyped before a column of numbers is one of names") {
    const auto kind = [](int numbers, const std::string& others) {
        std::string bytes = "x,y\n";
        for (int i = 0; i < numbers; ++i) bytes += "1," + std::to_string(i % 7) + ".5\n";
        return sketch_csv(bytes + others, false, {}).columns[1];
    };
    const CsvColumn one = kind(61, "2,120x\n");
    CHECK(one.kind == CsvColumnKind::number);
    CHECK(one.words == 1);
    CHECK(kind(9, "2,w\n").kind == CsvColumnKind::number);
    CHECK(kind(8, "2,w\n").kind == CsvColumnKind::text);
    CHECK(kind(18, "2,w\n2,v\n").kind == CsvColumnKind::number);
    CHECK(kind(17, "2,w\n2,v\n").kind == CsvColumnKind::text);
    // Marks of missing cells are neither.
    const CsvColumn holes = kind(8, "2,NA\n2,nan\n2,?\n2,-\n2,.\n2,#N/A\n2,<NA>\n2,\n");
    CHECK(holes.kind == CsvColumnKind::number);
    CHECK(holes.missing == 8);
    CHECK(holes.words == 0);
    // A few names of a small table, some of them digits.
    CHECK(sketch_csv("x,kind\n5,1\n6,2\n7,x\n", false, {}).columns[1].kind == CsvColumnKind::text);
    // The names above are found though a word stands among the numbers below.
    CHECK(dialect("x,y\n1,2\n1,3\n1,4\n1,5\n1,6\n1,7\n1,8\n1,9\n1,1\n1o,x\n").header);
}

TEST_CASE("the last column is the target, and every other of numbers an input") {
    const auto roles = [](std::string_view bytes, const CsvChoice& choice = {}) {
        return csv_roles(sketch_csv(bytes, false, choice), choice);
    };
    const CsvRoles plain = roles(",a,w,b,y\n1,1,p,2,3\n2,4,q,5,6\n");
    CHECK(plain.target == 4);
    CHECK(plain.inputs == std::vector<std::size_t>{1, 3});
    CHECK(roles("a,b,class\n1,2,u\n3,4,v\n5,6,u\n").target == 2);
    // Names that never come twice are no classes; an empty last column is no target.
    CHECK(roles("a,b,name\n1,2,u\n3,4,v\n5,6,w\n").target == 1);
    CHECK(roles("a,b,\n1,2,\n3,4,\n").target == 1);
    CsvChoice choice;
    choice.inputs = {"b"};
    choice.target = "a";
    CHECK(roles("a,b,c\n1,2,3\n", choice).inputs == std::vector<std::size_t>{1});
    CHECK(roles("a,b,c\n1,2,3\n", choice).target == 0);
    choice.inputs = {"colour"};
    CHECK(error_of([&] { roles("a,color,c\n1,2,3\n", choice); }) ==
          "inputs: there is no column 'colour'; did you mean 'color'?");
    choice.inputs = {"a"};
    CHECK(error_of([&] { roles("a,b\n1,2\n", choice); }) == "'a' is the target and cannot be an input too");
    choice.inputs = {"b", "b"};
    CHECK(error_of([&] { roles("a,b\n1,2\n", choice); }) == "'b' stands twice among the inputs");
    CHECK(error_of([&] { roles("y\n1\n2\n"); }).find("there is no column of numbers beside the target 'y'") ==
          0);
}

TEST_CASE("a column that is plainly named as the answer is the target wherever it stands") {
    const auto target = [](std::string_view bytes) {
        const CsvSketch sketch = sketch_csv(bytes, false, {});
        return sketch.columns[csv_roles(sketch, {}).target].name;
    };
    CHECK(target("species,island,bill,year\nAdelie,T,39,2007\nGentoo,B,46,2008\nAdelie,T,40,2009\n") ==
          "species");
    CHECK(target("y,x1,x2\n1,2,3\n4,5,6\n") == "y");
    CHECK(target("Outcome,a,b\n1,2,3\n0,5,6\n") == "Outcome");
    CHECK(target("CLASS,a,b\n1,2,3\n0,5,6\n") == "CLASS");
    CHECK(target("a,label,b\n1,2,3\n0,5,6\n") == "label");
    // Of several the last; the whole name and no part of one.
    CHECK(target("target,a,response,b\n1,2,3,4\n0,5,6,7\n") == "response");
    CHECK(target("y1,class_size,b\n1,2,3\n4,5,6\n") == "b");
    // A place in space is none, nor what names every row, nor a column without anything, nor the only one
    // of numbers.
    CHECK(target("x,y,z\n1,2,3\n4,5,6\n") == "z");
    CHECK(target("label,a,b\nu,1,2\nv,3,4\nw,5,6\n") == "b");
    CHECK(target("class,a,b\n,1,2\n,3,4\n") == "b");
    CHECK(target("y,kind\n1,u\n2,v\n3,u\n") == "kind");
}
