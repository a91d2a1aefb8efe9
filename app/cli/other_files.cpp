// What stands in the folder that is written to, and is not of this run.
#include "app/cli/other_files.h"

#include "app/plot/export.h"
#include "app/views/view.h"

#include <algorithm>
#include <system_error>

namespace talweg {
namespace {

std::vector<std::string> possible_names() {
    std::vector<std::string> names{"folds.json", "history.csv", "result.json"};
    std::vector<std::string_view> pages{"board", "confusion"};
    for (const ViewId view : kViews) pages.push_back(view_name(view));
    for (const std::string_view page : pages) {
        for (const FileFormat format : {FileFormat::png, FileFormat::svg, FileFormat::pdf, FileFormat::csv})
            names.push_back(std::string(page) + "." + std::string(format_extension(format)));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

std::vector<std::string> other_files(const std::filesystem::path& folder,
                                     const std::vector<std::string>& written) {
    std::vector<std::string> others;
    for (std::string& name : possible_names()) {
        if (std::find(written.begin(), written.end(), name) != written.end()) continue;
        std::error_code none;
        if (std::filesystem::exists(folder / name, none)) others.push_back(std::move(name));
    }
    return others;
}

std::string other_files_words(const std::filesystem::path& folder, const std::vector<std::string>& written) {
    std::string words;
    for (const std::string& name : other_files(folder, written)) words += (words.empty() ? "" : ", ") + name;
    return words.empty() ? words : folder.string() + " has files that are not of this run: " + words;
}

}  // namespace talweg
