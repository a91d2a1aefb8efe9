// The chosen cells of a CSV file while they are read.
#include "core/data/csv_table.h"

#include "core/base/text.h"
#include "core/data/csv_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace talweg {

std::uint32_t CsvNames::index(std::string_view name) {
    const auto found = index_.find(name);
    if (found != index_.end()) return found->second;
    const auto next = static_cast<std::uint32_t>(names_.size());
    index_.emplace(std::string(name), next);
    names_.emplace_back(name);
    return next;
}

bool CsvNames::are_utf8() const {
    return std::ranges::all_of(names_, [](const std::string& name) { return is_utf8(name, false); });
}

void CsvNames::from_latin1() {
    for (std::string& name : names_) name = utf8_from_latin1(name);
}

std::vector<std::uint32_t> CsvNames::sort() {
    std::vector<double> values;
    for (const std::string& name : names_) values.push_back(parse_double(name).value_or(std::nan("")));
    const bool numbers = std::ranges::none_of(values, [](double value) { return std::isnan(value); });
    std::vector<std::uint32_t> order(names_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        if (numbers && values[a] != values[b]) return values[a] < values[b];
        return names_[a] < names_[b];
    });
    std::vector<std::uint32_t> place(names_.size());
    std::vector<std::string> sorted;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        sorted.push_back(names_[order[i]]);
    }
    names_ = std::move(sorted);
    return place;
}

CsvNumbers::CsvNumbers(std::size_t columns) : columns_(columns) {
    constexpr std::size_t kBlockNumbers = 1 << 15;
    block_rows_ = static_cast<Index>(std::max<std::size_t>(1, kBlockNumbers / columns));
    within_ = block_rows_;
}

void CsvNumbers::add(const double* row) {
    if (within_ == block_rows_) {
        blocks_.emplace_back(columns_ * static_cast<std::size_t>(block_rows_));
        within_ = 0;
    }
    double* to = blocks_.back().data() + within_;
    for (std::size_t c = 0; c < columns_; ++c) to[static_cast<Index>(c) * block_rows_] = row[c];
    ++within_;
    ++rows_;
}

void CsvNumbers::move_to(const std::vector<double*>& to) {
    Index first = 0;
    for (std::vector<double>& block : blocks_) {
        const Index count = std::min(block_rows_, rows_ - first);
        for (std::size_t c = 0; c < columns_; ++c) {
            if (to[c] != nullptr)
                std::copy_n(block.data() + static_cast<Index>(c) * block_rows_, count, to[c] + first);
        }
        first += count;
        std::vector<double>().swap(block);  // the numbers are there once and a bit, not twice
    }
    blocks_.clear();
    rows_ = 0;
    within_ = block_rows_;
}

}  // namespace talweg
