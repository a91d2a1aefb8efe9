// NIST's linear-regression sets.
#include "tests/core/nist.h"

#include "core/base/file.h"
#include "core/base/text.h"

#include <sstream>

namespace talweg::test {
namespace {

std::vector<double> numbers_of(const std::string& line) {
    std::istringstream words(line);
    std::vector<double> numbers;
    for (std::string word; words >> word;) numbers.push_back(parse_double(word).value());
    return numbers;
}

}  // namespace

Certified read_nist(const std::string& name) {
    const std::string path = std::string(TALWEG_REFERENCE_DIR) + "/nist/" + name + ".dat";
    std::istringstream text(read_text_file(path, 1 << 20));
    Certified set;
    std::vector<std::vector<double>> rows;
    std::string line;
    for (int number = 1; std::getline(text, line); ++number) {
        std::istringstream words(line);
        std::string first;
        words >> first;
        const bool names_one = first.size() > 1 && first[0] == 'B' &&
                               first.find_first_not_of("0123456789", 1) == std::string::npos;
        if (number > 30 && number < 60 && names_one) {
            words >> first;
            set.coefficients.push_back(parse_double(first).value());
        }
        if (number > 60 && line.find_first_not_of(' ') != std::string::npos) rows.push_back(numbers_of(line));
    }
    const auto n = static_cast<Index>(rows.size());
    const auto inputs = static_cast<Index>(rows.front().size()) - 1;
    set.data.x.resize(n, inputs);
    set.data.y.resize(n, 1);
    for (Index i = 0; i < n; ++i) {
        const std::vector<double>& row = rows[static_cast<std::size_t>(i)];
        set.data.y(i, 0) = row[0];
        for (Index j = 0; j < inputs; ++j) set.data.x(i, j) = row[static_cast<std::size_t>(j) + 1];
    }
    return set;
}

}  // namespace talweg::test
