using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tributary.Server.Tests.Finicity.TxPush;

/// <summary>A program that listens for events: a web server on the loopback that proves itself and keeps what it is told.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Told> _told = [];
    private readonly ConcurrentQueue<Told> _taken = [];
    private readonly ConcurrentQueue<string> _asked = [];

    private Listener(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/hook";

    /// <summary>How it answers being told; 200 where nothing else is said.</summary>
    public Func<Told, int> Answer { get; set; } = _ => 200;

    /// <summary>What it waits for before it answers; nothing where nothing is said.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>How it answers the verification; the code as plain text where nothing else is said.</summary>
    public Func<HttpContext, Task> Verify { get; set; } =
        context => Results.Text(context.Request.Query["txpush_verification_code"].ToString(), "text/plain").ExecuteAsync(context);

    /// <summary>Everything it was told, taken or not, in order.</summary>
    public IReadOnlyList<Told> Told => [.. _told];

    /// <summary>What it answered with 200, each once, in order.</summary>
    public IEnumerable<Told> Taken => _taken.DistinctBy(told => told.EventId);

    /// <summary>Paths and queries of the verifications.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var listener = new Listener(app);
        app.Run(listener.ServeAsync);
        await app.StartAsync();
        return listener;
    }

    /// <summary>Waits until it has been told so often, or for a condition.</summary>
    public Task<IReadOnlyList<Told>> UntilToldAsync(int times) => UntilAsync(told => told.Count >= times);

    public async Task<IReadOnlyList<Told>> UntilAsync(Func<IReadOnlyList<Told>, bool> condition)
    {
        await Eventually.IsAsync(() => Task.FromResult(condition(Told)), () => string.Join('\n', Told));
        return Told;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Method == HttpMethods.Get)
        {
            _asked.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
            await Verify(context);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var told = new Told(
            $"{context.Request.Path}{context.Request.QueryString}",
            body.ToArray(),
            context.Request.ContentType!,
            headers["X-Finicity-Signature"].ToString(),
            headers["X-Tributary-Event-Id"].ToString());
        var answer = Answer(told);
        _told.Enqueue(told);
        if (answer == 200)
            _taken.Enqueue(told);
        await Before;
        context.Response.StatusCode = answer;
    }
}

/// <summary>One event as it came.</summary>
internal sealed record Told(string Path, byte[] Body, string ContentType, string Signature, string EventId)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Event => JsonDocument.Parse(Body).RootElement.GetProperty("event");

    public XElement Xml => XDocument.Parse(Text).Root!;

    public string Class => Event.GetProperty("class").GetString()!;

    public string Type => Event.GetProperty("type").GetString()!;

    public JsonElement[] Records => [.. Event.GetProperty("records").EnumerateArray()];

    public bool IsSignedBy(string key) =>
        Signature == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Body));

    public override string ToString() => $"{EventId} {Text}";
}

/// <summary>What comes true by itself, soon.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task IsAsync(Func<Task<bool>> condition, Func<string> found)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(began.Elapsed < Patience, $"It has not come true. There is:\n{found()}");
            await Task.Delay(20);
        }
    }
}
