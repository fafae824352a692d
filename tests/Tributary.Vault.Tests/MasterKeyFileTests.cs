using System.Runtime.Versioning;

namespace Tributary.Vault.Tests;

/// <summary>The master key's file: private when made, refused when not, never overwritten.</summary>
public sealed class MasterKeyFileTests : IDisposable
{
    private static readonly string Base64 = Convert.ToBase64String(Given.KeyBytes());

    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-vault-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Create_ThenRead_GivesTheSameKey()
    {
        var path = PathOf("master.key");
        var store = new MemoryStore();
        using var created = MasterKey.Create(path);
        using var vault = await StoreVault.OpenAsync(store, created, default);

        using var read = MasterKey.Read(path);

        Assert.True(StoreVault.Verify(store.Settings[StoreVault.KeyCheckSetting], read));
    }

    [Fact]
    public void Create_WritesOneLineOfBase64()
    {
        MasterKey.Create(PathOf("master.key")).Dispose();

        var content = File.ReadAllText(PathOf("master.key"));

        Assert.Equal(45, content.Length);
        Assert.EndsWith("=\n", content, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(content).Length);
    }

    [Fact]
    public void Create_Twice_GivesUnequalKeys()
    {
        MasterKey.Create(PathOf("one.key")).Dispose();
        MasterKey.Create(PathOf("two.key")).Dispose();

        Assert.NotEqual(File.ReadAllText(PathOf("one.key")), File.ReadAllText(PathOf("two.key")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Create_InFoldersThatAreMissing_ClosesFileAndFolderToOthers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = PathOf("configuration/tributary/master.key");

        MasterKey.Create(path).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Create_OverAFile_IsRefusedAndLeavesIt()
    {
        var path = Write("master.key", "something precious");

        Refuses(() => MasterKey.Create(path), $"The master key file {path} already exists and is not overwritten.");

        Assert.Equal("something precious", File.ReadAllText(path));
    }

    [Fact]
    public void Create_OverAFolder_IsRefused() =>
        Refuses(() => MasterKey.Create(_folder), $"The master key file {_folder} already exists and is not overwritten.");

    [Fact]
    public void Create_UnderAFile_IsRefused()
    {
        var path = Path.Combine(Write("file", ""), "master.key");

        Refuses(() => MasterKey.Create(path), $"The master key file {path} cannot be created.");
    }

    [Fact]
    public void Create_AtOnceFromManyThreads_SucceedsOnce()
    {
        var path = PathOf("master.key");
        var made = 0;

        Parallel.For(0, 16, _ =>
        {
            try
            {
                MasterKey.Create(path).Dispose();
                Interlocked.Increment(ref made);
            }
            catch (MasterKeyException refusal)
            {
                Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
            }
        });

        Assert.Equal(1, made);
        MasterKey.Read(path).Dispose();
    }

    [Fact]
    public void Read_AMissingFile_IsRefused()
    {
        Refuses(() => MasterKey.Read(PathOf("none")), $"The master key file {PathOf("none")} does not exist.");
        Refuses(() => MasterKey.Read(PathOf("no/such/folder")), $"The master key file {PathOf("no/such/folder")} does not exist.");
    }

    [Fact]
    public void Read_AFolder_IsRefused() =>
        Refuses(() => MasterKey.Read(_folder), $"The master key file {_folder} is a folder.");

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public void Read_AFileOpenToOthers_IsRefusedWithTheRemedy(UnixFileMode open)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = Write("master.key", Base64, UnixFileMode.UserRead | UnixFileMode.UserWrite | open);

        Refuses(() => MasterKey.Read(path), $"Run chmod 600 {path} first: the master key file is open to other users.");
    }

    [Fact]
    public void Read_AFileThatTheOwnerMayOnlyRead_GivesTheKey()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");

        MasterKey.Read(Write("master.key", Base64, UnixFileMode.UserRead)).Dispose();
    }

    [Fact]
    public void Read_AFileThatTheUserMayNotRead_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The unreadable file is Linux's.");
        // The superuser may read every file of a disk; the first page of a process's memory, nobody.
        var path = Environment.IsPrivilegedProcess ? "/proc/self/mem" : Write("master.key", Base64, UnixFileMode.None);

        Refuses(() => MasterKey.Read(path), $"The master key file {path} cannot be read.");
    }

    [Fact]
    public void ReadAndCreate_WithANameThatNoFileCanHave_AreRefused()
    {
        var path = PathOf(new string('k', 5_000));

        Refuses(() => MasterKey.Read(path), $"The master key file {path} cannot be read.");
        Refuses(() => MasterKey.Create(path), $"The master key file {path} cannot be created.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void Read_AnEmptyFile_IsRefused(string content)
    {
        var path = Write("master.key", content);

        Refuses(() => MasterKey.Read(path), $"The master key file {path} is empty.");
    }

    [Theory]
    [InlineData("WlpaWlpaWlpaWlpaWlpaWg==\n")]
    [InlineData("WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpa\n")]
    public void Read_AFileOfAnotherLength_IsRefused(string content)
    {
        var path = Write("master.key", content);

        Refuses(() => MasterKey.Read(path), $"The master key file {path} is base64, but not of exactly 32 bytes.", "Wlpa");
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("TRIBUTARY_MASTER_KEY=WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=")]
    [InlineData("WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\nWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\n")]
    [InlineData("\u00ff\u00fe\u0000\u0001")]
    public void Read_AFileThatIsNotBase64_IsRefused(string content)
    {
        var path = Write("master.key", content);

        Refuses(() => MasterKey.Read(path), $"The master key file {path} is not base64.", "Wlpa", "horse");
    }

    [Fact]
    public void Read_ALargeFile_IsRefused()
    {
        var path = Write("film.key", new string('?', 10_000_000));

        Refuses(() => MasterKey.Read(path), $"The master key file {path} is too long to be a key.");
    }

    [Fact]
    public void Read_AKeyFollowedByMuchElse_IsRefused()
    {
        var path = Write("master.key", Base64 + new string(' ', 10_000) + "more");

        Refuses(() => MasterKey.Read(path), $"The master key file {path} is too long to be a key.", Base64);
    }

    [Fact]
    public void ReadAndCreate_WithTheKeyItselfForAPath_DoNotRepeatIt()
    {
        const string NoPath = "A master key was given where the name of its file belongs.";

        Refuses(() => MasterKey.Read(Base64), NoPath, Base64);
        Refuses(() => MasterKey.Create($" {Base64}\n"), NoPath, Base64);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void ReadAndCreate_WithoutAName_AreRefused(string path)
    {
        Refuses(() => MasterKey.Read(path), "The name of the master key file is empty.");
        Refuses(() => MasterKey.Create(path), "The name of the master key file is empty.");
    }

    private static void Refuses(Action action, string sentence, params string[] unsaid)
    {
        var refusal = Assert.Throws<MasterKeyException>(action);
        Assert.Equal(sentence, refusal.Message);
        Sentence.IsOne(refusal.Message, [Base64, Convert.ToHexString(Given.KeyBytes()), .. unsaid]);
        Assert.DoesNotContain(Base64, refusal.ToString(), StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Write(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(PathOf(name), content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathOf(name), mode);
        return PathOf(name);
    }
}
