@echo off
rem Starts Doorstep on Windows; the first time it makes .venv beside this file from the lock in requirements\.
rem   run                    opens the window
rem   run COMMAND ...        the same as: python main.py COMMAND ...
rem   run test [ARGS]        the whole test suite; ARGS go to pytest
rem   run lint               ruff, mypy, import-linter, codespell
rem   run bench [NAME]       the benchmarks
rem A later start compares the lock file with the one .venv was made from and goes straight on.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"
set "PYTHONUTF8=1"
set "kind=runtime"
if /i "%~1"=="test" set "kind=develop"
if /i "%~1"=="lint" set "kind=develop"
if /i "%~1"=="bench" set "kind=develop"

call :ready && goto start
call :prepare || exit /b 3

:start
if /i "%~1"=="test" goto test
if /i "%~1"=="lint" goto lint
"%python%" "%root%main.py" %*
exit /b %errorlevel%

:test
cd /d "%root%"
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
set "words=%*"
setlocal EnableDelayedExpansion
set "words=!words:~4!"
if not defined words set "words= -n auto --maxprocesses 4 --dist loadfile"
"%python%" -m pytest!words!
exit /b %errorlevel%

:lint
cd /d "%root%"
set "wrong="
"%python%" -m ruff check . || set "wrong=%wrong% ruff"
"%python%" -m mypy || set "wrong=%wrong% mypy"
"%python%" -c "from importlinter.cli import lint_imports_command; lint_imports_command()" || set "wrong=%wrong% lint-imports"
"%python%" -m codespell_lib || set "wrong=%wrong% codespell"
if not defined wrong exit /b 0
>&2 echo 检查未通过：%wrong%
>&2 echo These checks found something:%wrong%
exit /b 3

rem Is .venv whole and made from this lock? What development needs holds all that the program needs.
:ready
if not exist "%python%" exit /b 1
if exist "%venv%\ready-develop.txt" fc /b "%venv%\ready-develop.txt" "%root%requirements\develop.txt" >nul 2>nul && exit /b 0
if "%kind%"=="develop" exit /b 1
if not exist "%venv%\ready-runtime.txt" exit /b 1
fc /b "%venv%\ready-runtime.txt" "%root%requirements\runtime.txt" >nul 2>nul
exit /b %errorlevel%

rem Makes .venv complete. The copy of the lock comes last, so what was interrupted is never believed.
:prepare
if not exist "%venv%\unfinished" if exist "%python%" goto install
if exist "%venv%" rmdir /s /q "%venv%"
set "base="
for %%v in (3.13 3.12 3.11) do if not defined base py -%%v -c "import struct; assert struct.calcsize('P') == 8" >nul 2>nul && set "base=py -%%v"
if not defined base python -c "import struct, sys; assert (3, 11) <= sys.version_info[:2] <= (3, 13) and struct.calcsize('P') == 8" >nul 2>nul && set "base=python"
if not defined base (
    >&2 echo 需要 64 位的 Python 3.11、3.12 或 3.13，本机没有找到；请安装后再运行。
    >&2 echo Python 3.11, 3.12 or 3.13 ^(64 bit^) is needed and was not found; install it and run again.
    exit /b 3
)
mkdir "%venv%"
type nul >"%venv%\unfinished"
%base% -m venv "%venv%"
if errorlevel 1 goto failed

:install
type nul >"%venv%\unfinished"
del "%venv%\ready-*.txt" >nul 2>nul
>&2 echo 正在安装所需的软件包（约 350 MB，需要几分钟）……
>&2 echo Installing the packages (about 350 MB, a few minutes) ...
"%python%" -m pip install --no-input --disable-pip-version-check --no-warn-script-location --log "%venv%\install.log" --require-hashes --only-binary :all: -r "%root%requirements\%kind%.txt"
if errorlevel 1 goto failed
del "%venv%\unfinished"
copy /b "%root%requirements\%kind%.txt" "%venv%\ready-%kind%.txt" >nul
exit /b 0

:failed
findstr /c:"No space left on device" "%venv%\install.log" >nul 2>nul && goto full
>&2 echo 安装所需的软件包失败；请检查网络或 pip 的软件源设置后再运行（详情见 %venv%\install.log）。
>&2 echo The packages could not be installed; check the network or pip's index settings and run again (details: %venv%\install.log).
exit /b 3

:full
>&2 echo 安装时磁盘已写满；请腾出约 1.5 GB 后再运行。
>&2 echo The disk became full during the installation; free about 1.5 GB and run again.
exit /b 3
