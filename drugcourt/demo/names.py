"""What invented people are called: given and family names of many origins."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.people import Ethnicity, Race


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together, how often they come up, and what forms ask beside them."""

    weight: int
    race: Race
    ethnicity: Ethnicity
    languages: tuple[str, ...]
    family: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_WOMEN = _words(
    "Abigail Adele Alice Amber Amy Andrea Angela Anna Audrey Beth Bonnie Brenda Brooke Caitlin "
    "Carla Cassandra Chloe Christine Claire Crystal Danielle Deborah Denise Diane Donna Elaine "
    "Ellen Emily Erin Faith Fiona Gail Georgia Grace Gwen Hannah Harper Hazel Heather Holly Ivy "
    "Jackie Jade Jasmine Jenna Jessica Joan Jolene Joy Julia Kara Kathleen Kayla Kelly Kristen "
    "Lacey Laura Leah Lillian Lori Lucy Mallory Margaret Marie Megan Melissa Misty Molly Natalie "
    "Nora Paige Patricia Phoebe Rachel Rebecca Robin Rose Ruth Sabrina Sarah Shannon Sheila "
    "Sierra Stacy Stella Tamara Tessa Tiffany Trisha Vera Violet Wendy Willa Zoe"
)
_MEN = _words(
    "Aaron Adam Alan Albert Andrew Anthony Austin Barry Benjamin Blake Brandon Brett Brian Bruce "
    "Calvin Carl Casey Chad Charles Christopher Clayton Cody Colin Craig Curtis Dale Daniel David "
    "Dean Dennis Derek Donald Douglas Duane Dustin Dylan Earl Edward Elliott Eric Ethan Evan "
    "Floyd Frank Garrett Gary George Glenn Gordon Grant Gregory Harold Henry Howard Ian Isaac "
    "Jack Jacob Jared Jason Jeremy Jesse Joel Jonathan Joseph Joshua Justin Keith Kenneth Kyle "
    "Lance Larry Leonard Logan Louis Lucas Marcus Mark Martin Mason Matthew Micah Michael "
    "Mitchell Nathan Neil Nicholas Noah Oscar Owen Patrick Paul Peter Philip Ralph Raymond "
    "Richard Robert Roger Ronald Ross Russell Ryan Samuel Scott Sean Seth Shane Spencer Stephen "
    "Steven Theodore Thomas Timothy Todd Travis Trevor Tyler Vernon Victor Vincent Walter Warren "
    "Wayne Wesley William Zachary"
)

ORIGINS: tuple[Origin, ...] = (
    Origin(
        52,
        Race.WHITE,
        Ethnicity.NOT_HISPANIC,
        ("English",),
        _words(
            "Abbott Ackerman Albright Aldrich Ames Atwood Bagley Baird Ballard Barlow Barrett "
            "Bartlett Baxter Beckett Benson Birch Blackwell Bowman Bradshaw Brandt Brewer Briggs "
            "Brody Buckner Burgess Caldwell Carver Chandler Clements Colby Conley Cormier Cotter "
            "Crandall Crowley Dalton Dawson Decker Denning Donovan Draper Dunlap Eastman Ellison "
            "Emerson Farrell Fenton Finch Fitzgerald Foley Forsyth Gallagher Garrison Gentry "
            "Gibbons Gilmore Goff Granger Greer Hadley Hale Hammond Hardin Harmon Hatfield Hayden "
            "Hensley Higgins Hobbs Holcomb Holloway Hooper Hurley Ingram Jarvis Keating Keller "
            "Kendrick Kirby Kline Lambert Langley Larkin Lawson Lockwood Lowry Lyons Mabry Maddox "
            "Marsh McBride McCall McKenna Meacham Mercer Merritt Millard Monaghan Nash Nielsen "
            "Norris Oakley Osborne Paxton Pemberton Pruitt Quinn Radcliffe Ramsey Rawlings Rhodes "
            "Ridley Roper Rowland Sawyer Schroeder Seaver Shelton Slater Snyder Stanton Stokes "
            "Sutter Talbot Thatcher Thornton Tillman Underwood Vance Vaughn Wainwright Walden "
            "Weaver Whitaker Wilkes Winslow Wolcott Yates Zimmer"
        ),
        _WOMEN,
        _MEN,
    ),
    Origin(
        16,
        Race.BLACK,
        Ethnicity.NOT_HISPANIC,
        ("English",),
        _words(
            "Banks Battle Boyd Broadnax Cobb Coleman Dixon Dupree Easley Fields Gaines Grier "
            "Hampton Jamison Ledbetter Mayfield Mosley Pettway Pinkney Ruffin Sampson Tolliver "
            "Tubbs Vinson Washburn Witherspoon"
        ),
        _words(
            "Aaliyah Alicia Deja Ebony Imani Keisha Latoya Monique Nia Shanice Shawna Simone "
            "Tanisha Tasha Yolanda Zora"
        ),
        _words(
            "Andre Cedric Darnell DeShawn Dontae Jamal Jerome Lamar Malik Marquis Otis Reggie "
            "Terrance Terrell Tyrone Xavier"
        ),
    ),
    Origin(
        17,
        Race.OTHER,
        Ethnicity.HISPANIC,
        ("English", "Spanish", "Spanish"),
        _words(
            "Acosta Aguilar Alvarado Barrera Caballero Cárdenas Castañeda Delgado Espinoza Fuentes "
            "Galván Ibarra Juárez Lozano Maldonado Montoya Muñoz Núñez Ocampo Peña Quintana Reyes "
            "Rosales Salazar Soto Treviño Valdez Villanueva Zamora"
        ),
        _words(
            "Adriana Carmen Daniela Esperanza Gabriela Guadalupe Inés Leticia Lucía Marisol "
            "Paloma Rocío Soledad Valeria Ximena Yesenia"
        ),
        _words(
            "Alejandro Arturo César Diego Emilio Esteban Fernando Héctor Ignacio Javier Joaquín "
            "Luis Mateo Ramón Raúl Santiago"
        ),
    ),
    Origin(
        4,
        Race.ASIAN,
        Ethnicity.NOT_HISPANIC,
        ("English", "Vietnamese"),
        _words("Bui Dang Đặng Hoang Lam Luong Nguyen Phan Tran Vu"),
        _words("Hanh Lan Linh Mai Thuy Trang Uyen"),
        _words("Duc Hai Kevin Khoa Minh Quan Tuan"),
    ),
    Origin(
        3,
        Race.ASIAN,
        Ethnicity.NOT_HISPANIC,
        ("English", "Hindi", "Gujarati"),
        _words("Banerjee Chaudhari Desai Iyer Kulkarni Menon Patel Rao Sandhu Thakkar"),
        _words("Anjali Deepa Kavya Meera Nisha Priya Sunita"),
        _words("Arjun Kiran Manoj Nikhil Rohan Sanjay Vikram"),
    ),
    Origin(
        3,
        Race.WHITE,
        Ethnicity.NOT_HISPANIC,
        ("English", "Polish", "Russian"),
        _words(
            "Dvořák Jankowski Kowalczyk Lisowski Marković Novák Petrov Sokolov Wójcik Zieliński"
        ),
        _words("Agnieszka Irina Katarzyna Lena Milena Oksana Zofia"),
        _words("Aleksander Bohdan Ivan Jakub Marek Piotr Tomasz"),
    ),
    Origin(
        2,
        Race.MIDDLE_EASTERN,
        Ethnicity.NOT_HISPANIC,
        ("English", "Arabic"),
        _words("Abboud Darwish Haddad Khoury Mansour Nasser Rahimi Saleh"),
        _words("Amira Dalia Farah Layla Noor Rania Yasmin"),
        _words("Bilal Faris Hassan Karim Omar Samir Tariq"),
    ),
    Origin(
        3,
        Race.AMERICAN_INDIAN,
        Ethnicity.NOT_HISPANIC,
        ("English",),
        _words("Begaye Blackfeather Crowfoot Littlejohn Redbird Standingdeer Yellowhorse Yazzie"),
        _words("Aiyana Dawn Kaya Raven Shania Winona"),
        _words("Chaska Dakota Elan Hawk Jonah Tate"),
    ),
    Origin(
        2,
        Race.BLACK,
        Ethnicity.NOT_HISPANIC,
        ("English", "French", "Amharic", "Somali"),
        _words("Abebe Adeyemi Diallo Kamara Mensah Okafor Osei Tesfaye"),
        _words("Abena Chiamaka Fatou Hawa Ngozi Selam"),
        _words("Abdi Chidi Emeka James Kofi Yonas"),
    ),
    Origin(
        1,
        Race.PACIFIC_ISLANDER,
        Ethnicity.NOT_HISPANIC,
        ("English", "Samoan"),
        _words("Faleolo Kahale Leota Makoa Tuiasosopo Vaifale"),
        _words("Leilani Mele Sina Talia"),
        _words("Ioane Keoni Malakai Sione"),
    ),
)
