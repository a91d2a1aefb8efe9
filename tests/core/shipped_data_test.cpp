// The data sets in assets/data against their published statistics.
#include "core/base/file.h"
#include "core/base/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

using namespace talweg;

namespace {

using Column = std::vector<std::string>;

std::vector<std::string> pieces(const std::string& text, char by) {
    std::vector<std::string> result{""};
    for (const char c : text) {
        if (c == by)
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

/// The columns of a file by their names. The files have no quotes.
std::map<std::string, Column> columns_of(const std::string& name) {
    const std::filesystem::path path = std::filesystem::path(TALWEG_DATA_DIR) / (name + ".csv");
    const std::string text = read_text_file(path, 1 << 20);
    REQUIRE(text.find('"') == std::string::npos);
    REQUIRE(text.back() == '\n');
    auto lines = pieces(text, '\n');
    lines.pop_back();
    const auto names = pieces(lines[0], ',');
    std::map<std::string, Column> columns;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto cells = pieces(lines[i], ',');
        REQUIRE(cells.size() == names.size());
        for (std::size_t j = 0; j < names.size(); ++j) columns[names[j]].push_back(cells[j]);
    }
    return columns;
}

bool missing(const std::string& cell) { return cell.empty() || cell == "NA"; }

std::vector<double> numbers(const Column& column) {
    std::vector<double> result;
    for (const std::string& cell : column) {
        if (missing(cell)) continue;
        const std::optional<double> number = parse_double(cell);
        REQUIRE(number);
        result.push_back(*number);
    }
    return result;
}

std::map<std::string, int> counts(const Column& column) {
    std::map<std::string, int> result;
    for (const std::string& cell : column) ++result[cell];
    return result;
}

double mean(const std::vector<double>& v) {
    double sum = 0.0;
    for (const double x : v) sum += x;
    return sum / static_cast<double>(v.size());
}

/// Over n - 1, as published.
double covariance(const std::vector<double>& a, const std::vector<double>& b) {
    const double ma = mean(a);
    const double mb = mean(b);
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
    return sum / static_cast<double>(a.size() - 1);
}
double deviation(const std::vector<double>& v) { return std::sqrt(covariance(v, v)); }
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    return covariance(a, b) / (deviation(a) * deviation(b));
}

/// To the digits that are published: half a unit of the last one.
void check_published(double value, double published, int decimals) {
    CAPTURE(value);
    CHECK(std::abs(value - published) <= 0.5 * std::pow(10.0, -decimals) * (1.0 + 1e-9));
}

}  // namespace

TEST_CASE("Anscombe's four sets share their statistics") {
    const auto columns = columns_of("anscombe");
    CHECK(columns.size() == 8);
    for (const char* set : {"1", "2", "3", "4"}) {
        CAPTURE(set);
        const auto x = numbers(columns.at(std::string("x") + set));
        const auto y = numbers(columns.at(std::string("y") + set));
        REQUIRE(x.size() == 11);
        CHECK(mean(x) == 9.0);
        CHECK(covariance(x, x) == 11.0);
        check_published(mean(y), 7.50, 2);
        CHECK(std::abs(covariance(y, y) - 4.125) <= 0.003);  // Anscombe's table: 4.125, give or take 0.003
        check_published(correlation(x, y), 0.816, 2);
        const double slope = covariance(x, y) / covariance(x, x);
        check_published(slope, 0.500, 3);
        check_published(mean(y) - slope * mean(x), 3.00, 2);
    }
    // What tells them apart.
    const auto x4 = numbers(columns.at("x4"));
    CHECK(std::ranges::count(x4, 8.0) == 10);
    CHECK(std::ranges::count(x4, 19.0) == 1);
}

TEST_CASE("Old Faithful has 272 eruptions with the published means") {
    const auto columns = columns_of("old-faithful");
    const auto eruptions = numbers(columns.at("eruptions"));
    const auto waiting = numbers(columns.at("waiting"));
    REQUIRE(eruptions.size() == 272);
    REQUIRE(waiting.size() == 272);
    check_published(mean(eruptions), 3.4878, 4);
    check_published(mean(waiting), 70.897, 3);
    check_published(deviation(eruptions), 1.141, 3);
    check_published(deviation(waiting), 13.59, 2);
    check_published(correlation(eruptions, waiting), 0.9008, 4);
}

TEST_CASE("Galton's children regress towards the mean") {
    const auto columns = columns_of("galton");
    const auto parent = numbers(columns.at("parent"));
    const auto child = numbers(columns.at("child"));
    REQUIRE(parent.size() == 928);
    REQUIRE(child.size() == 928);
    check_published(mean(parent), 68.31, 2);
    check_published(mean(child), 68.09, 2);
    check_published(deviation(parent), 1.787, 3);
    check_published(deviation(child), 2.518, 3);
    check_published(correlation(parent, child), 0.4588, 4);
    const double slope = covariance(parent, child) / covariance(parent, parent);
    check_published(slope, 0.6463, 4);
    check_published(mean(child) - slope * mean(parent), 23.942, 3);
}

TEST_CASE("Fisher's irises are 50 of each species with the published means") {
    const auto columns = columns_of("iris");
    CHECK(counts(columns.at("species")) ==
          std::map<std::string, int>{{"setosa", 50}, {"versicolor", 50}, {"virginica", 50}});
    const std::map<std::string, std::vector<double>> means = {{"sepal_length", {5.006, 5.936, 6.588}},
                                                              {"sepal_width", {3.428, 2.770, 2.974}},
                                                              {"petal_length", {1.462, 4.260, 5.552}},
                                                              {"petal_width", {0.246, 1.326, 2.026}}};
    for (const auto& each : means) {
        CAPTURE(each.first);
        const auto all = numbers(columns.at(each.first));
        REQUIRE(all.size() == 150);
        for (std::size_t k = 0; k < 3; ++k) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(50 * k);
            check_published(mean({first, first + 50}), each.second[k], 3);
        }
    }
}

TEST_CASE("the penguins are 344 with the published counts and means") {
    const auto columns = columns_of("penguins");
    CHECK(columns.size() == 8);
    CHECK(counts(columns.at("species")) ==
          std::map<std::string, int>{{"Adelie", 152}, {"Chinstrap", 68}, {"Gentoo", 124}});
    CHECK(counts(columns.at("island")) ==
          std::map<std::string, int>{{"Biscoe", 168}, {"Dream", 124}, {"Torgersen", 52}});
    CHECK(counts(columns.at("sex")) ==
          std::map<std::string, int>{{"NA", 11}, {"female", 165}, {"male", 168}});
    CHECK(counts(columns.at("year")) ==
          std::map<std::string, int>{{"2007", 110}, {"2008", 114}, {"2009", 120}});
    const auto check = [&](const char* name, double published, int decimals) {
        const auto column = numbers(columns.at(name));
        CHECK(column.size() == 342);
        check_published(mean(column), published, decimals);
    };
    check("bill_length_mm", 43.92, 2);
    check("bill_depth_mm", 17.15, 2);
    check("flipper_length_mm", 200.9, 1);
    check("body_mass_g", 4202, 0);
}

TEST_CASE("the cars are 398 with the published counts and means") {
    const auto columns = columns_of("auto-mpg");
    CHECK(counts(columns.at("origin")) ==
          std::map<std::string, int>{{"Europe", 70}, {"Japan", 79}, {"USA", 249}});
    CHECK(counts(columns.at("cylinders")) ==
          std::map<std::string, int>{{"3", 4}, {"4", 204}, {"5", 3}, {"6", 84}, {"8", 103}});
    CHECK(counts(columns.at("year")) == std::map<std::string, int>{{"70", 29},
                                                                   {"71", 28},
                                                                   {"72", 28},
                                                                   {"73", 40},
                                                                   {"74", 27},
                                                                   {"75", 30},
                                                                   {"76", 34},
                                                                   {"77", 28},
                                                                   {"78", 36},
                                                                   {"79", 29},
                                                                   {"80", 29},
                                                                   {"81", 29},
                                                                   {"82", 31}});
    const auto check = [&](const char* name, std::size_t count, double published, int decimals) {
        const auto column = numbers(columns.at(name));
        CHECK(column.size() == count);
        check_published(mean(column), published, decimals);
    };
    check("mpg", 398, 23.5146, 4);
    check("displacement", 398, 193.4259, 4);
    check("horsepower", 392, 104.4694, 4);
    check("weight", 398, 2970.4246, 4);
    check("acceleration", 398, 15.5681, 4);
}

TEST_CASE("the diabetes set has 442 patients with the published means") {
    const auto columns = columns_of("diabetes");
    CHECK(columns.size() == 11);
    const auto check = [&](const char* name, double published, int decimals) {
        const auto column = numbers(columns.at(name));
        CHECK(column.size() == 442);
        check_published(mean(column), published, decimals);
        return column;
    };
    check("age", 48.52, 2);
    check("bmi", 26.38, 2);
    check("bp", 94.65, 2);
    check("tc", 189.14, 2);
    const auto target = check("progression", 152.13, 2);
    CHECK(*std::ranges::min_element(target) == 25.0);
    CHECK(*std::ranges::max_element(target) == 346.0);
    check_published(deviation(target), 77.09, 2);
    CHECK(counts(columns.at("sex")) == std::map<std::string, int>{{"1", 235}, {"2", 207}});
}

TEST_CASE("the README beside the data names every file, its source and its licence") {
    const std::filesystem::path folder(TALWEG_DATA_DIR);
    const std::string readme = read_text_file(folder / "README.md", 1 << 20);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".csv") continue;
        ++files;
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        const std::size_t begin = readme.find("\n## " + name + ":");
        REQUIRE(begin != std::string::npos);
        const std::string section = readme.substr(begin, readme.find("\n## ", begin + 1) - begin);
        for (const char* what : {"- Source: ", "- Licence: ", "- Columns: "})
            CHECK(section.find(what) != std::string::npos);
        const std::string text = read_text_file(entry.path(), 1 << 20);
        const std::string header = text.substr(0, text.find('\n'));
        for (const std::string& column : pieces(header, ','))
            CHECK(section.find("`" + column + "`") != std::string::npos);
        const auto rows = std::ranges::count(text, '\n') - 1;
        CHECK(readme.find("| `" + name + "` | " + std::to_string(rows) + " |") != std::string::npos);
    }
    CHECK(files == 7);
}
