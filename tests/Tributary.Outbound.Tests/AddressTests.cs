using System.Net;

namespace Tributary.Outbound.Tests;

/// <summary>Which addresses and which spellings of them are called. Each row is tried as an address and as a URL.</summary>
public sealed class AddressTests
{
    public static readonly string[] ForbiddenAddresses =
    [
        "0.0.0.0", "0.0.0.1", "0.255.255.255",
        "10.0.0.0", "10.0.0.1", "10.255.255.255",
        "100.64.0.0", "100.64.0.1", "100.100.100.200", "100.127.255.255",
        "127.0.0.0", "127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.255",
        "168.63.129.16",
        "169.254.0.0", "169.254.0.1", "169.254.169.254", "169.254.170.2", "169.254.255.255",
        "172.16.0.0", "172.16.0.1", "172.17.0.1", "172.31.255.255",
        "192.0.0.0", "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.0.192", "192.0.0.255",
        "192.0.2.0", "192.0.2.1", "192.0.2.255",
        "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1",
        "192.168.0.0", "192.168.0.1", "192.168.1.1", "192.168.255.255",
        "198.18.0.0", "198.18.0.1", "198.19.255.255",
        "198.51.100.0", "198.51.100.1", "203.0.113.0", "203.0.113.255",
        "224.0.0.0", "224.0.0.1", "239.255.255.250", "239.255.255.255",
        "240.0.0.0", "240.0.0.1", "255.255.255.254", "255.255.255.255",
        "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:0:0",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:192.168.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
        "64:ff9b::", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "64:ff9b:1:fffe::a00:1",
        "100::", "100::1", "100:0:0:1::1",
        "2001::", "2001::1", "2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff::1",
        "2001:db8::", "2001:db8::1", "2001:db8:ffff::1",
        "2002::", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:101::1", "2002:808:808::1",
        "2620:4f:8000::1", "3ffe::1", "3ffe:ffff::1", "3fff::", "3fff:fff::1",
        "4000::1", "5f00::1", "8000::1",
        "fc00::", "fc00::1", "fd00::1", "fd00:ec2::254", "fd12:3456:789a:1::1", "fdff:ffff::1",
        "fe80::", "fe80::1", "fe80::a9fe:a9fe", "febf::1",
        "fec0::", "fec0::1", "feff::1",
        "ff00::", "ff01::1", "ff02::1", "ff02::fb", "ff05::2", "ff0e::1", "ffff::1",
    ];

    public static readonly string[] InternetAddresses =
    [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "223.255.255.255", "2000::1", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2400:cb00::1", "2606:4700:4700::1111", "2a00:1450::1", "3ffd::1",
    ];

    /// <summary>Other spellings of what is forbidden, and hosts that are none.</summary>
    public static readonly string[] OddHosts =
    [
        "2130706433", "0x7f000001", "0x7F.1", "0x7f.0x0.0x0.0x1", "017700000001", "0177.0.0.1", "0177.0.0.01", "127.1", "127.0.1", "127.0.0.1.",
        "127.000.000.001", "0", "0.0", "0x0", "00000000", "3232235777", "0xc0a80101", "0300.0250.1.1", "192.168.257", "2852039166", "0xa9fea9fe",
        "169.254.43518", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376", "10.1", "012.0.0.1", "4294967295", "4294967296", "127.0.0.1.5", "127.0.0.256",
        "1.2.3.4.5", "0x", "0x7f.1.", "99999999999", "08.1.1.1", "1e3", "host.0x7f", "host.1", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]",
        "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::1%25lo]", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1",
        "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "", ".", "..", "a..b", ".a.b", "a.b..", "a b", "a_b c", "*", "a,b", "a'b", "-.1", "~",
        "x@127.0.0.1", "user:secret@app.example", "@app.example", "app.example:x", "app.example:0", "app.example:80", "app.example:8443",
        "app.example:99999", "app.example\\@127.0.0.1", "app.example\t", "app.example\n.x",
    ];

    public static TheoryData<string> Forbidden => [.. ForbiddenAddresses];

    public static TheoryData<string> Internet => [.. InternetAddresses];

    public static TheoryData<string> Odd => [.. OddHosts];

    [Fact]
    public void Table_IsLong() => Assert.True(ForbiddenAddresses.Length + OddHosts.Length >= 200);

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void AddressOfOurOwnNetworks_IsForbidden(string address)
    {
        var parsed = IPAddress.Parse(address);

        Assert.True(AddressRules.IsForbidden(parsed));
        Refuses($"https://{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}/hook");
    }

    [Theory]
    [MemberData(nameof(Internet))]
    public void AddressOfTheInternet_IsNot(string address) => Assert.False(AddressRules.IsForbidden(IPAddress.Parse(address)));

    [Theory]
    [MemberData(nameof(Odd))]
    public void OddHost_IsReadAsWhatItIs_OrNotAtAll(string host) => Refuses($"https://{host}/hook");

    [Theory]
    [InlineData("https://App.Example/hook", "https://app.example/hook")]
    [InlineData("https://app.example./hook", "https://app.example/hook")]
    [InlineData("https://app.example:443/hook?key=1#here", "https://app.example/hook")]
    [InlineData("HTTPS://bücher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://8.8.2056/", "https://8.8.8.8/")]
    [InlineData("https://0x8.8.8.8/", "https://8.8.8.8/")]
    [InlineData("https://[2606:4700:4700:0:0:0:0:1111]/", "https://[2606:4700:4700::1111]/")]
    public void Host_HasOneSpelling_AndNoQueryIsShown(string url, string shown)
    {
        using var outbound = new OutboundHttp(new OutboundRules());

        Assert.Equal(shown, outbound.Target(url, OutboundReach.Internet).ToString());
    }

    [Theory]
    [InlineData("http://app.example/hook")]
    [InlineData("ftp://app.example/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:25/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//app.example/hook")]
    [InlineData("app.example/hook")]
    [InlineData("/hook")]
    [InlineData("https:///hook")]
    [InlineData("https:app.example")]
    [InlineData("")]
    public void OtherSchemes_AreNotCalled(string url) => Refuses(url);

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user@127.0.0.1/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://0.0.0.0:8080/")]
    [InlineData("http://8.8.8.8:8080/")]
    public void Sandbox_OpensTheLoopbackAlone(string url) => Refuses(url, OutboundReach.Sandbox);

    [Theory]
    [InlineData("http://127.0.0.1:8080/hook")]
    [InlineData("http://127.1:8080/hook")]
    [InlineData("https://[::1]:9/")]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://app.example/hook")]
    public void Sandbox_TakesPlainHttpAndTheLoopback(string url)
    {
        using var outbound = new OutboundHttp(new OutboundRules());

        outbound.Target(url, OutboundReach.Sandbox);
    }

    [Fact]
    public void OpenedHost_IsCalledOnItsPortAlone()
    {
        using var outbound = new OutboundHttp(new OutboundRules("10.1.2.3:8443", "Hooks.Lan", "[fd00::1]:8443"));

        outbound.Target("https://10.1.2.3:8443/", OutboundReach.Internet);
        outbound.Target("https://[fd00::1]:8443/", OutboundReach.Internet);
        Refuses(outbound, "https://10.1.2.3/", OutboundReach.Internet);
        Refuses(outbound, "https://10.1.2.4:8443/", OutboundReach.Internet);
        Refuses(outbound, "https://hooks.lan:8443/", OutboundReach.Internet);
        Refuses(outbound, "http://10.1.2.3:8443/", OutboundReach.Internet);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://hooks.lan")]
    [InlineData("hooks.lan/path")]
    [InlineData("user@hooks.lan")]
    [InlineData("hooks.lan:port")]
    public void OperatorsHost_MustBeOne(string text) => Assert.Throws<OutboundException>(() => new OutboundRules(text));

    private static void Refuses(string url, OutboundReach reach = OutboundReach.Internet)
    {
        using var outbound = new OutboundHttp(new OutboundRules());
        Refuses(outbound, url, reach);
    }

    private static void Refuses(OutboundHttp outbound, string url, OutboundReach reach)
    {
        var refusal = Assert.Throws<OutboundException>(() => outbound.Target(url, reach));

        Assert.True(refusal.Failure is OutboundFailure.NotAllowed or OutboundFailure.ForbiddenAddress, $"{url}: {refusal.Failure}");
    }
}
