using Kontali.Data.Firms;

namespace Kontali.Data.Seed;

/// <summary>The demo firm's clients, of different trades and standings.</summary>
internal static class DemoClients
{
    private const AutomationLevel Assisted = AutomationLevel.Assisted, Full = AutomationLevel.Full;
    private const VatStatus Registered = VatStatus.Registered;
    private const VatTerm Bimonthly = VatTerm.Bimonthly;

    public static IReadOnlyList<DemoClient> All { get; } =
    [
        new(1, DemoFirm.Bakery, "bakery", Registered, Bimonthly, Assisted,
            "molle*2 meieri*2 egg sukker*/2 emballasje*/3 torggata strom renhold*/2 telefon kasse*/2 kort regnskap avfall*/2 kommune*/3 kaffe*/3 forsikring*/6", "3030/31:80 3000/3:20", 225_000, 78_000),
        new(2, DemoFirm.Builder, "builder", Registered, Bimonthly, Full,
            "trelast byggvare skrue stillas*/3 graver*/3 rorlegger*/2 avfall*/2 verktoy*/3 klaer*/4 drivstoff*2 bom leasing telefon regnskap*/2 forsikring*/6 verksted*/6", "3020/3:100", 380_000, 128_000) { Cap = 60_000m },
        new(3, DemoFirm.Consultant, "consultant", VatStatus.NotRegistered, VatTerm.None, Assisted,
            "loftet*/3 telefon tallkraft*/3 regnskap*/3 fly*/6", "3200/6:100", 21_000, 0),
        new(4, DemoFirm.Restaurant, "restaurant", Registered, Bimonthly, Assisted,
            "gront*2 sjomat*2 kjott*2 drikke kaffe*/2 bryggen strom renhold*/2 vaskeri*/2 kort regnskap avfall*/3 musikk*/6 meieri*/3", "3000/3:88 3030/31:12", 430_000, 155_000) { Cap = 40_000m },
        new(5, DemoFirm.Dentist, "dentist", VatStatus.Exempt, VatTerm.None, Assisted,
            "dental*2 tannteknikk helsehus strom renhold*/2 telefon tallkraft*/2 regnskap pensjon*/2 revisor*/6 cloud", "3200/6:100", 310_000, 118_000) { Cap = 40_000m },
        new(6, DemoFirm.Shop, "shop", Registered, Bimonthly, Assisted,
            "friluft bergwerk*/2 spedisjon pakke*2 adwave cloud mjukvara*/2 emballasje*/3 torggata strom*/2 kort regnskap reklame*/4", "3000/3:93 3105/52:7", 300_000, 78_000) { Cap = 50_000m },
        new(7, DemoFirm.Electrician, "electrician", Registered, Bimonthly, Full,
            "elgros*2 lys*/2 verktoy*/3 klaer*/4 drivstoff*2 bom*/2 leasing telefon regnskap tallkraft*/3 forsikring*/6 kurs*/6", "3020/3:70 3000/3:30", 300_000, 108_000),
        new(8, DemoFirm.Hairdresser, "hairdresser", Registered, Bimonthly, Assisted,
            "harpleie*2 torggata strom vaskeri telefon kort regnskap*/2 avis*/2 musikk*/6", "3020/3:82 3000/3:18", 165_000, 62_000),
        new(9, DemoFirm.Transport, "transport", Registered, Bimonthly, Full,
            "drivstoff*3 bom ferge*2 tungbil*/2 verksted*/3 leasing rederi telefon regnskap*/2 forsikring*/4", "3020/3:94 3125/52:6", 300_000, 108_000) { Cap = 60_000m },
        new(10, DemoFirm.LawFirm, "law", Registered, Bimonthly, AutomationLevel.Suggest,
            "bryggen telefon fiber*/2 kontor tallkraft cloud avis*/2 regnskap revisor*/6 kaffe*/2 fly*/3 hotell*/3 data*/6", "3020/3:100", 360_000, 140_000),
        new(11, DemoFirm.Farm, "farm", Registered, VatTerm.YearlyPrimary, Assisted,
            "for*2 gjodsel*/3 dyrlege traktor*/3 drivstoff strom*/2 regnskap*/3 forsikring*/6 kommune*/3", "3030/31:100", 90_000, 0),
        new(12, DemoFirm.Gym, "gym", Registered, Bimonthly, Assisted,
            "bryggen utstyr*/2 strom renhold vaktmester*/2 alarm*/2 fiber*/2 kort regnskap musikk*/3 reklame*/3 kommune*/3", "3020/3:100", 175_000, 58_000) { Cap = 40_000m },
        new(13, DemoFirm.Cafe, "cafe", Registered, Bimonthly, Assisted,
            "kaffe*2 meieri*2 molle sukker*/2 gront torggata strom*/2 kort regnskap avfall*/3", "3000/3:72 3030/31:28", 185_000, 64_000),
        new(14, DemoFirm.Studio, "design", Registered, Bimonthly, AutomationLevel.Off,
            "loftet telefon stackforge adwave*/3 data*/6 trykk*/3 regnskap*/2 hotell*/4", "3020/3:90 3125/52:10", 95_000, 44_000),
    ];
}
