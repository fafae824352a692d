using System.Runtime.CompilerServices;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Tributary.Browser.Tests;

/// <summary>A real Chromium without a window, with a profile of its own that goes with it. It is the system's own: nothing is fetched.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ChromeDriver _driver;
    private readonly string _profile = Directory.CreateTempSubdirectory("tributary-browser-").FullName;

    public Browser()
    {
        var options = new ChromeOptions { BinaryLocation = Program("chromium", "chromium-browser", "google-chrome") };
        options.AddArguments(
            "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", $"--user-data-dir={_profile}");
        // Chromium will not run as root in its own sandbox.
        if (Environment.UserName == "root")
            options.AddArgument("--no-sandbox");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        var service = ChromeDriverService.CreateDefaultService(Program("chromedriver"));
        _driver = new ChromeDriver(service, options, Patience);
        Size(1280, 900);
    }

    public string Address => _driver.Url;

    /// <summary>What the page's console has said since the last look, but for answers that are no success: those are what tests ask for.</summary>
    public IReadOnlyList<string> Complaints =>
    [
        .. _driver.Manage().Logs.GetLog(LogType.Browser)
            .Where(entry => entry.Level >= LogLevel.Warning && !entry.Message.Contains("the server responded with a status of", StringComparison.Ordinal))
            .Select(entry => entry.Message),
    ];

    public void Open(Uri address) => _driver.Navigate().GoToUrl(address);

    public void Size(int width, int height) => _driver.Manage().Window.Size = new System.Drawing.Size(width, height);

    /// <summary>As if the reader's system were set so.</summary>
    public void Dark(bool isDark) => _driver.ExecuteCdpCommand(
        "Emulation.setEmulatedMedia",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["features"] = new[] { new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" } },
        });

    /// <summary>The element, as soon as it is there to be seen.</summary>
    public IWebElement Find(string selector)
    {
        IWebElement? found = null;
        Until(() => (found = All(selector).FirstOrDefault(element => element.Displayed)) is not null, $"{selector} is not on the page.");
        return found!;
    }

    public IReadOnlyList<IWebElement> All(string selector) => _driver.FindElements(By.CssSelector(selector));

    /// <summary>Types over what is there.</summary>
    public void Type(string selector, string text)
    {
        var input = Find(selector);
        input.Clear();
        input.SendKeys(text);
    }

    /// <summary>Clicks where an element can be seen.</summary>
    public void Click(string selector)
    {
        var element = Find(selector);
        _driver.ExecuteScript("arguments[0].scrollIntoView({block:'center'})", element);
        element.Click();
    }

    public void Choose(string selector, string value) => Click($"{selector} option[value='{value}']");

    /// <summary>Presses keys wherever the focus is.</summary>
    public void Press(string keys) => new OpenQA.Selenium.Interactions.Actions(_driver).SendKeys(keys).Perform();

    /// <summary>Waits for the text of an element to hold something.</summary>
    public string Until(string selector, string text)
    {
        var last = "";
        Until(
            () =>
            {
                try
                {
                    last = string.Join(' ', All(selector).Select(element => element.Text));
                }
                catch (StaleElementReferenceException)
                {
                    // The page has just replaced it.
                    return false;
                }

                return last.Contains(text, StringComparison.Ordinal);
            },
            () => $"{selector} says '{last}' and not '{text}'.");
        return last;
    }

    public T Ask<T>(string script) => (T)_driver.ExecuteScript($"return {script}")!;

    /// <summary>Keeps what the page looks like, for people to see.</summary>
    public void Picture(string name, [CallerFilePath] string source = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(source)!, "../../artifacts/test-results")).FullName;
        _driver.GetScreenshot().SaveAsFile(Path.Combine(folder, $"{name}.png"));
    }

    public void Dispose()
    {
        _driver.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private static void Until(Func<bool> isSo, string otherwise) => Until(isSo, () => otherwise);

    private static void Until(Func<bool> isSo, Func<string> otherwise)
    {
        var end = DateTime.UtcNow + Patience;
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < end, otherwise());
            Thread.Sleep(50);
        }
    }

    private static string Program(params string[] names) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in names
         let file = Path.Combine(folder, name)
         where File.Exists(file)
         select file).FirstOrDefault()
        ?? throw new InvalidOperationException($"These tests need {names[0]}: install chromium and chromium-driver (Debian, Ubuntu) and try again.");
}
