// A window with a folder for tables, and the dialog that looks at them.
#pragma once

#include "tests/ui/ui_fixture.h"

#include "core/base/file.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <unistd.h>

namespace talweg::test {

/// Names, numbers with a decimal comma, one of them missing.
inline constexpr const char* kPeople =
    "name;age;weight;sex\nAda;36;55,5;f\nBob;41;NA;m\nCleo;29;61,0;f\nDan;50;80,2;m\nEve;33;58,1;f\n";

class DataUi : public Ui {
  public:
    DataUi() { std::filesystem::create_directories(folder); }
    ~DataUi() { std::filesystem::remove_all(folder); }

    std::filesystem::path file(const std::string& name, const std::string& text) const {
        write_file(folder / name, text);
        return folder / name;
    }
    /// Frames until nothing is read any more.
    void settle() {
        frames(2);
        while (window.workbench().reading_data()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            frame();
        }
        frames(2);
    }
    void drop(const std::filesystem::path& path) {
        window.workbench().drop(std::vector{path});
        settle();
    }
    void paste(const std::string& text) {
        ImGui::SetClipboardText(text.c_str());
        key(Key::v, true);
        settle();
    }
    void press(std::string_view id) {
        click(id);
        settle();
    }
    /// What the dialog says is wrong.
    std::string trouble() { return window.workbench().data_trouble(); }
    bool open() const { return has("data.take"); }

    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("talweg-data-ui-" + std::to_string(::getpid()));
};

}  // namespace talweg::test
